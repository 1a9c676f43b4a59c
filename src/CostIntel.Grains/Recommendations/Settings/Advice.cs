using CostIntel.Contracts.Documents;
using CostIntel.Contracts.Sla;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Policy;
using CostIntel.Domain.Sla;
using Proto = CostIntel.Contracts.V1;

namespace CostIntel.Grains.Recommendations.Settings;

/// <summary>What a tenant's resources are judged by.</summary>
/// <param name="Version">Version of the settings it was made of.</param>
/// <param name="Policy">What is wanted.</param>
/// <param name="Catalog">What things cost.</param>
/// <param name="Slos">What must not be broken.</param>
public sealed record Advice(long Version, AdvicePolicy Policy, PriceCatalog Catalog, IReadOnlyList<Slo> Slos)
{
    /// <summary>Reads the settings, which were checked when they were put.</summary>
    public static Advice Of(SettingsView settings) => new(
        settings.Version,
        PolicyDocument.Parse(settings.Policy),
        CatalogDocument.Parse(settings.Prices).Over(DefaultCatalog.Load()),
        [.. settings.Slos.Select(slo => Proto.Slo.Parser.ParseFrom(slo.Value).ToDomain())]);
}
