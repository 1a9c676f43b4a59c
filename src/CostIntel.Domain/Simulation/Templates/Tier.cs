using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Policy;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;

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
            new("from", false, "Class that it has now; by default the one that its charges name, or else the usual one."),
            new("read_gib", false, "GiB read a month, of each resource; 0 by default. Priced in US dollars."),
        ],
        "tier:to=STANDARD_IA,read_gib=20");

    public static IWhatIf Read(WhatIfParameters parameters) => new Tier(
        parameters.Required("to"), parameters.Text("from", ""), parameters.Number("read_gib", 0, 0, 1e9));

    public WhatIfAnswer For(ResourceFacts facts, PriceCatalog catalog)
    {
        var assessment = new Assessment(facts, catalog, AdvicePolicy.Default);
        if (KindOf(assessment.Kind) is not { } kind)
        {
            return new WhatIfRefusal(WhatIfRefusal.Resource, "it is not known to be a bucket, a disk, a snapshot or a log.");
        }

        var alike = StorageClasses.Of(assessment, kind).ToList();
        if (alike.Find(storage => IsNamed(storage, to)) is not { } target)
        {
            return new WhatIfRefusal("to", $"'{to}' is no class of {kind} storage of {assessment.Provider} in the price catalogue.");
        }

        var today = from.Length > 0
            ? alike.Find(storage => IsNamed(storage, from))
            : StorageClasses.Named(assessment, kind) ?? StorageClasses.Usual(assessment, kind);
        if (today is not { PricePerGiBMonth: > 0 })
        {
            return new WhatIfRefusal("from", $"'{from}' is no class of {kind} storage with a price in the price catalogue.");
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

    private static string? KindOf(ResourceKind kind) => kind switch
    {
        ResourceKind.Bucket => StorageClasses.Object,
        ResourceKind.Disk => StorageClasses.Block,
        ResourceKind.Snapshot => StorageClasses.Snapshot,
        ResourceKind.Log => "log",
        _ => null,
    };
}
