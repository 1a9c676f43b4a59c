using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Simulation.Templates;

/// <summary>It runs in certain hours alone.</summary>
internal sealed class RunHours(string text, WeeklyHours? hours, decimal keep) : IWhatIf
{
    public static WhatIfTemplate Template { get; } = new(
        "schedule",
        "It runs in certain hours of the week, and costs nothing in the others but what is kept.",
        [
            new("runs", true, "When it runs: 'mon-fri 07:00-19:00', with semicolons between windows."),
            new("zone", false, "IANA time zone of it; UTC by default. Hours are taken by today's offset."),
            new("keep", false, "What goes on being charged, of each resource, such as for its disks; a month, 0 by default."),
        ],
        "schedule:runs=mon-fri 07-19,zone=Europe/Berlin");

    public static IWhatIf Read(WhatIfParameters parameters)
    {
        var text = parameters.Required("runs");
        return new RunHours(text, parameters.Hours("runs", "zone"), parameters.Money("keep"));
    }

    public WhatIfAnswer For(ResourceFacts facts, PriceCatalog catalog) => new Change
    {
        Action = ActionType.Schedule,
        From = "always",
        To = text,
        Runs = hours!.Utc(facts.NowSeconds),
        AddedPerMonth = keep,
        RestartNeeded = true,
    };
}
