using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Simulation.Templates;

/// <summary>Capacity that may be taken back.</summary>
internal sealed class Spot(double minutes) : IWhatIf
{
    private const string Dynamic = "Dynamic";

    public static WhatIfTemplate Template { get; } = new(
        "spot",
        "Capacity that the provider may take back: its price varies, and interruptions are drawn.",
        [new("minutes", false, "How long an interruption lasts, 0 to 1440 minutes; 5 by default.")],
        "spot:minutes=10");

    public static IWhatIf Read(WhatIfParameters parameters) => new Spot(parameters.Number("minutes", 5, 0, 1_440));

    public WhatIfAnswer For(ResourceFacts facts, PriceCatalog catalog)
    {
        var series = facts.Description;
        if (series.PricingCategory == Dynamic)
        {
            return new WhatIfRefusal(WhatIfRefusal.Resource, "its price is dynamic already.");
        }

        if (catalog.MachineOf(series) is not { } machine)
        {
            return new WhatIfRefusal(WhatIfRefusal.Resource, "its machine type is not in the price catalogue.");
        }

        if (catalog.SpotOf(machine) is not { } offer)
        {
            return new WhatIfRefusal(WhatIfRefusal.Resource, $"the price catalogue has no spot price of {machine.Family}.");
        }

        return new Change
        {
            Action = ActionType.Configure,
            From = "on demand",
            To = "spot",
            PriceRatio = offer.PriceRatio,
            PriceError = offer.PriceError,
            InterruptionsPerMonth = offer.InterruptionsPerMonth,
            MinutesPerInterruption = minutes,
            RestartNeeded = true,
        };
    }
}
