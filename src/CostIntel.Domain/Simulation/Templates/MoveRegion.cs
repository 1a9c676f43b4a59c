using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Simulation.Templates;

/// <summary>Another region of the same provider.</summary>
internal sealed class MoveRegion(string to, double gib, double latency) : IWhatIf
{
    private const string Dollar = "USD";

    public static WhatIfTemplate Template { get; } = new(
        "region",
        "Another region of the same provider: the relation of the regions' prices.",
        [
            new("to", true, "FOCUS RegionId."),
            new("gib", false, "GiB to move, of each resource; 0 by default. Priced once, in US dollars."),
            new("latency", false, "Latency there to latency here, 0.1 to 100; 1 by default."),
        ],
        "region:to=us-east-1,gib=200,latency=1.3");

    public static IWhatIf Read(WhatIfParameters parameters) => new MoveRegion(
        parameters.Required("to"), parameters.Number("gib", 0, 0, 1e9), parameters.Number("latency", 1, 0.1, 100));

    public WhatIfAnswer For(ResourceFacts facts, PriceCatalog catalog)
    {
        var series = facts.Description;
        if (catalog.Region(series.Provider, to) is not { } target)
        {
            return new WhatIfRefusal("to", $"'{to}' is no region of {series.Provider} in the price catalogue.");
        }

        if (catalog.Region(series.Provider, series.RegionId) is not { Factor: > 0 } from)
        {
            return new WhatIfRefusal(WhatIfRefusal.Resource, $"its region '{series.RegionId}' is not in the price catalogue.");
        }

        if (facts.Currency.Code != Dollar && gib > 0)
        {
            return new WhatIfRefusal("gib", $"is priced in US dollars, and the resource is billed in {facts.Currency.Code}.");
        }

        return new Change
        {
            Action = ActionType.Migrate,
            From = from.RegionId,
            To = target.RegionId,
            PriceRatio = target.Factor / from.Factor,
            LatencyRatio = latency,
            OneTimeCost = from.TransferPerGiB * (decimal)gib,
            RestartNeeded = true,
        };
    }
}
