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
    /// <summary>False when the settings could not be read: then nothing is recommended and nothing withdrawn.</summary>
    public bool IsUsable { get; private init; } = true;

    /// <summary>What holds while settings cannot be read, which an earlier version of the engine has taken for right.</summary>
    /// <param name="version">Their version.</param>
    public static Advice Unusable(long version) => new(version, AdvicePolicy.Default, PriceCatalog.Empty, []) { IsUsable = false };

    /// <summary>Reads the settings, which were checked when they were put.</summary>
    /// <exception cref="FormatException">They were right once and are no longer.</exception>
    public static Advice Of(SettingsView settings) => new(
        settings.Version,
        PolicyDocument.Parse(settings.Policy),
        CatalogDocument.Parse(settings.Prices).Over(DefaultCatalog.Load()),
        [.. settings.Slos.Select(slo => Proto.Slo.Parser.ParseFrom(slo.Value).ToDomain())]);
}
