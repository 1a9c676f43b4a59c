using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Simulation.Templates;

/// <summary>Another class of storage.</summary>
internal sealed class Tier(string to, string from, double readGiB) : IWhatIf
{
    private const string Dollar = "USD";

    public static WhatIfTemplate Template { get; } = new(
        "tier",
        "Another class of storage: its price relative to today's, and what reading it costs.",
        [
            new("to", true, "Class of storage of the resource's provider: STANDARD_IA."),
            new("from", false, "Class that it has now; by default the one that its charges name."),
            new("read_gib", false, "GiB read a month, of each resource; 0 by default. Priced in US dollars."),
        ],
        "tier:to=STANDARD_IA,read_gib=20");

    public static IWhatIf Read(WhatIfParameters parameters) => new Tier(
        parameters.Required("to"), parameters.Text("from", ""), parameters.Number("read_gib", 0, 0, 1e9));

    public WhatIfAnswer For(ResourceFacts facts, PriceCatalog catalog)
    {
        var provider = catalog.ProviderName(facts.Description.Provider);
        var classes = catalog.Storage.Where(storage => storage.Provider == provider).ToList();
        var target = classes.Find(storage => IsNamed(storage, to));
        if (target is null)
        {
            return new WhatIfRefusal("to", $"'{to}' is no class of storage of {provider} in the price catalogue.");
        }

        var alike = classes.Where(storage => storage.Kind == target.Kind).ToList();
        var today = from.Length > 0 ? alike.Find(storage => IsNamed(storage, from)) : alike.Find(storage => IsNamedBy(storage, facts));
        if (today is null || today.PricePerGiBMonth <= 0)
        {
            return new WhatIfRefusal("from", from.Length > 0
                ? $"'{from}' is no class of {target.Kind} storage with a price in the price catalogue."
                : "the charges of the resource name no class of storage that is in the price catalogue.");
        }

        return facts.Currency.Code != Dollar && readGiB > 0
            ? new WhatIfRefusal("read_gib", $"is priced in US dollars, and the resource is billed in {facts.Currency.Code}.")
            : ChangeOf(today, target);
    }

    private WhatIfAnswer ChangeOf(StorageClass today, StorageClass target) => new Change
    {
        Action = ActionType.Tier,
        From = today.Name,
        To = target.Name,
        PriceRatio = target.PricePerGiBMonth / today.PricePerGiBMonth,
        LatencyRatio = today.LatencyRatio > 0 ? target.LatencyRatio / today.LatencyRatio : 1,
        AddedPerMonth = (target.RetrievalPerGiB - today.RetrievalPerGiB) * (decimal)readGiB,
    };

    private static bool IsNamed(StorageClass storage, string name) =>
        string.Equals(storage.Name, name, StringComparison.OrdinalIgnoreCase);

    private static bool IsNamedBy(StorageClass storage, ResourceFacts facts)
    {
        var series = facts.Description;
        return series.Attributes.Any(attribute => IsNamed(storage, attribute.Value))
            || new[] { series.SkuMeter, series.SkuId, series.SkuPriceId, series.ResourceType, series.ChargeDescription }
                .SelectMany(text => text.Split([' ', ':', '/', ',', '|', ';', '.'], StringSplitOptions.RemoveEmptyEntries))
                .Any(word => IsNamed(storage, word));
    }
}
