using CostIntel.Domain.Recommendations.Catalog;
using static CostIntel.Contracts.Documents.FieldKinds;

namespace CostIntel.Contracts.Documents;

/// <summary>What a provider offers besides machines.</summary>
internal static class OfferSections
{
    private const decimal PriceMin = 0.000001m;
    private const decimal PriceMax = 10_000;
    private const int TermMax = 120;

    /// <summary>Kinds of storage that recommendations know.</summary>
    private static readonly string[] Kinds = ["object", "block", "log", "snapshot"];

    /// <summary>Reads the classes of one kind of storage.</summary>
    public static IReadOnlyList<StorageClass> ReadStorage(string provider, MapReader reader)
    {
        var kind = reader.Need("kind", Text, Kinds[0]);
        if (!Kinds.Contains(kind))
        {
            reader.Refuse("kind", $"The value is '{kind}'; expected is one of {string.Join(", ", Kinds)}.");
        }

        return reader.Each("classes", item => new StorageClass(
            provider,
            kind,
            item.Need("name", Text, ""),
            item.Need("price", Amount(PriceMin, PriceMax), 1),
            item.Read("retrieval", Amount(0, PriceMax), 0),
            item.Read("minimum_days", Count(0, 3_650), 0),
            item.Read("latency", Number(0.01, 1e9), 1),
            item.Read("archive", Flag, false)));
    }

    /// <summary>Reads an offer for some families; without families it is for all others.</summary>
    public static IReadOnlyList<SpotOffer> ReadSpot(string provider, MapReader reader)
    {
        var ratio = reader.Need("price_ratio", Amount(0.01m, 1), 1);
        var error = reader.Read("price_error", Number(0, 1), 0);
        var interruptions = reader.Read("interruptions_per_month", Number(0, 1_000), 0);
        var families = reader.Read("families", Texts, []);
        return [.. (families.Count == 0 ? [""] : families)
            .Select(family => new SpotOffer(provider, family, ratio, error, interruptions))];
    }

    /// <summary>Reads a commitment.</summary>
    public static CommitmentOffer ReadCommitment(string provider, MapReader reader) => new(
        provider,
        reader.Need("name", Text, ""),
        reader.Read("services", Texts, []),
        reader.Need("term_months", Count(1, TermMax), 12),
        reader.Read("upfront", Flag, false),
        reader.Need("price_ratio", Amount(0.01m, 1), 1))
    {
        IsRegional = reader.Read("regional", Flag, false),
    };

    /// <summary>Reads a region.</summary>
    public static RegionPrice ReadRegion(string provider, MapReader reader) => new(
        provider,
        reader.Need("region", Text, ""),
        reader.Need("area", Text, ""),
        reader.Read("factor", Amount(0.01m, 100), 1),
        reader.Read("transfer", Amount(0, PriceMax), 0));
}
