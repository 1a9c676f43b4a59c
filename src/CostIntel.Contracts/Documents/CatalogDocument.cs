using CostIntel.Domain.Recommendations.Catalog;

namespace CostIntel.Contracts.Documents;

/// <summary>What providers offer and ask for it, as YAML that people write. Prices are US dollars.</summary>
public static class CatalogDocument
{
    private const int OtherNamesMax = 20;

    /// <summary>Reads a catalogue; an empty document is an empty catalogue.</summary>
    /// <exception cref="DocumentException">A field is unknown or its value is wrong; the fault says where and why.</exception>
    public static PriceCatalog Parse(string yaml) => Assemble(MapReader.ReadDocument(yaml, document =>
    {
        var providers = document.Each("providers", ReadProvider);
        RefuseTwice(document, "a provider", providers.Select(part => part.Name));
        RefuseTwice(document, "a machine", AllOf(providers, part => part.Machines).Select(PriceCatalog.KeyOf));
        RefuseTwice(document, "a storage class", AllOf(providers, part => part.Storage).Select(PriceCatalog.KeyOf));
        RefuseTwice(document, "a spot offer", AllOf(providers, part => part.Spot).Select(PriceCatalog.KeyOf));
        RefuseTwice(document, "a commitment", AllOf(providers, part => part.Commitments).Select(PriceCatalog.KeyOf));
        RefuseTwice(document, "a region", AllOf(providers, part => part.Regions).Select(PriceCatalog.KeyOf));
        return providers;
    }));

    private static PriceCatalog Assemble(IReadOnlyList<ProviderPart> providers) => new(
        AllOf(providers, provider => provider.Machines),
        AllOf(providers, provider => provider.Storage),
        AllOf(providers, provider => provider.Spot),
        AllOf(providers, provider => provider.Commitments),
        AllOf(providers, provider => provider.Regions),
        providers.SelectMany(provider => provider.OtherNames.Select(other => (other, provider.Name)))
            .DistinctBy(pair => pair.other)
            .ToDictionary(pair => pair.other, pair => pair.Name));

    private static ProviderPart ReadProvider(MapReader reader)
    {
        var name = reader.Need("name", FieldKinds.Text, "").ToLowerInvariant();
        var others = reader.Read("other_names", FieldKinds.Texts, []);
        if (others.Count > OtherNamesMax)
        {
            reader.Refuse("other_names", $"There are {others.Count} other names; at most {OtherNamesMax}.");
        }

        return new(
            name,
            [.. others.Select(other => other.ToLowerInvariant())],
            [.. reader.Each("machines", family => MachineSection.Read(name, family)).SelectMany(family => family)],
            [.. reader.Each("storage", kind => OfferSections.ReadStorage(name, kind)).SelectMany(kind => kind)],
            [.. reader.Each("spot", spot => OfferSections.ReadSpot(name, spot)).SelectMany(spot => spot)],
            reader.Each("commitments", offer => OfferSections.ReadCommitment(name, offer)),
            reader.Each("regions", region => OfferSections.ReadRegion(name, region)));
    }

    private static List<T> AllOf<T>(IReadOnlyList<ProviderPart> providers, Func<ProviderPart, IReadOnlyList<T>> of) =>
        [.. providers.SelectMany(of)];

    private static void RefuseTwice<TKey>(MapReader document, string what, IEnumerable<TKey> keys)
    {
        foreach (var key in keys.GroupBy(key => key).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            document.Refuse("providers", $"The document has {what} twice: {key}.");
        }
    }

    private sealed record ProviderPart(
        string Name,
        IReadOnlyList<string> OtherNames,
        IReadOnlyList<MachineType> Machines,
        IReadOnlyList<StorageClass> Storage,
        IReadOnlyList<SpotOffer> Spot,
        IReadOnlyList<CommitmentOffer> Commitments,
        IReadOnlyList<RegionPrice> Regions);
}
