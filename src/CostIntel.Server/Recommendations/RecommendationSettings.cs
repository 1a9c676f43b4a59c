using CostIntel.Contracts.Documents;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Identity;
using CostIntel.Grains.Recommendations.Settings;
using CostIntel.Server.Anomalies;

namespace CostIntel.Server.Recommendations;

/// <summary>Policies and prices of tenants: checked here, kept by their grains.</summary>
internal sealed class RecommendationSettings(IGrainFactory grains)
{
    public async Task<RecommendationPolicy> GetPolicyAsync(TenantId tenant) => PolicyOf(await GrainOf(tenant).GetAsync());

    public async Task<RecommendationPolicy> PutPolicyAsync(TenantId tenant, string yaml)
    {
        AnomalyRequests.Parsed(() => PolicyDocument.Parse(yaml));
        return PolicyOf(await GrainOf(tenant).ChangeAsync(new SettingsChange(Policy: yaml)));
    }

    public async Task<PriceDocument> GetPricesAsync(TenantId tenant) => PricesOf(await GrainOf(tenant).GetAsync());

    public async Task<PriceDocument> PutPricesAsync(TenantId tenant, string yaml)
    {
        AnomalyRequests.Parsed(() => CatalogDocument.Parse(yaml));
        return PricesOf(await GrainOf(tenant).ChangeAsync(new SettingsChange(Prices: yaml)));
    }

    private static RecommendationPolicy PolicyOf(SettingsView settings) => new()
    {
        Yaml = settings.Policy,
        EffectiveYaml = EffectiveOf(settings.Policy),
        SettingsVersion = settings.Version,
    };

    // What an earlier version of the engine took for right has to be seen to be mended.
    private static string EffectiveOf(string yaml)
    {
        try
        {
            return PolicyDocument.Write(PolicyDocument.Parse(yaml));
        }
        catch (FormatException fault)
        {
            return $"# The policy cannot be read, and nothing is recommended: {fault.Message}\n";
        }
    }

    private static PriceDocument PricesOf(SettingsView settings) =>
        new() { Yaml = settings.Prices, SettingsVersion = settings.Version };

    private ITenantSettingsGrain GrainOf(TenantId tenant) => grains.GetGrain<ITenantSettingsGrain>(tenant.ToString());
}
