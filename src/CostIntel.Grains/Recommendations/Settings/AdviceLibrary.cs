using System.Collections.Concurrent;
using CostIntel.Domain.Identity;

namespace CostIntel.Grains.Recommendations.Settings;

/// <summary>
/// The settings of tenants as this process last read them: all resources of a tenant share one copy, which is read again
/// when one of them is told of a later version.
/// </summary>
public sealed class AdviceLibrary(IGrainFactory grains)
{
    private readonly ConcurrentDictionary<TenantId, Lazy<Task<Advice>>> _byTenant = new();

    /// <summary>What a tenant's resources are judged by.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="version">At least this version of the settings; 0 for any.</param>
    public async Task<Advice> OfAsync(TenantId tenant, long version)
    {
        while (true)
        {
            var reading = _byTenant.GetOrAdd(tenant, Reading);
            try
            {
                var advice = await reading.Value;
                if (advice.Version >= version)
                {
                    return advice;
                }
            }
            catch
            {
                _byTenant.TryRemove(KeyValuePair.Create(tenant, reading));
                throw;
            }

            // Whoever is first reads it for all.
            _byTenant.TryUpdate(tenant, Reading(tenant), reading);
        }
    }

    private Lazy<Task<Advice>> Reading(TenantId tenant) => new(() => ReadAsync(tenant));

    private async Task<Advice> ReadAsync(TenantId tenant) =>
        Advice.Of(await grains.GetGrain<ITenantSettingsGrain>(tenant.ToString()).GetAsync());
}
