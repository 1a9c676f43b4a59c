using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Simulation.Templates;

/// <summary>It is stopped or deleted.</summary>
internal sealed class Removal(ActionType action, decimal keep) : IWhatIf
{
    private static readonly WhatIfParameter Keep =
        new("keep", false, "What goes on being charged, of each resource: disks, a snapshot; a month, 0 by default.");

    public static WhatIfTemplate Stop { get; } = new("stop", "It is stopped, and can be started again.", [Keep], "stop:keep=4.5");

    public static WhatIfTemplate Delete { get; } =
        new("delete", "It is deleted; what is kept of it may go on costing.", [Keep], "delete:keep=1.2");

    public static IWhatIf ReadStop(WhatIfParameters parameters) => new Removal(ActionType.Stop, parameters.Money("keep"));

    public static IWhatIf ReadDelete(WhatIfParameters parameters) => new Removal(ActionType.Delete, parameters.Money("keep"));

    public WhatIfAnswer For(ResourceFacts facts, PriceCatalog catalog) => new Change
    {
        Action = action,
        PriceRatio = 0,
        Runs = WeekHours.Never,
        AddedPerMonth = keep,
        RollbackPossible = action == ActionType.Stop || keep > 0,
    };
}
