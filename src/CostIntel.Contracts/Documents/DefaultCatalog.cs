using CostIntel.Domain.Recommendations.Catalog;

namespace CostIntel.Contracts.Documents;

/// <summary>List prices of the reference regions that come with the engine; how old they are stands in each file.</summary>
public static class DefaultCatalog
{
    private const string Prefix = "prices/";

    private static readonly Lazy<PriceCatalog> Loaded = new(Read);

    /// <summary>The catalogue, read once.</summary>
    public static PriceCatalog Load() => Loaded.Value;

    private static PriceCatalog Read()
    {
        var assembly = typeof(DefaultCatalog).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Aggregate(PriceCatalog.Empty, (catalog, name) => Read(name).Over(catalog));
    }

    private static PriceCatalog Read(string name)
    {
        using var reader = new StreamReader(typeof(DefaultCatalog).Assembly.GetManifestResourceStream(name)!);
        return CatalogDocument.Parse(reader.ReadToEnd());
    }
}
