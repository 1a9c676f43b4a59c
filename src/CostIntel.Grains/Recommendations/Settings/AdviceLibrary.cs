using System.Collections.Concurrent;
using CostIntel.Domain.Identity;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace CostIntel.Grains.Recommendations.Settings;

/// <summary>
/// The settings of tenants as this process last read them: all resources of a tenant share one copy, which is read again
/// when one of them is told of a later version.
/// </summary>
/// <remarks>
/// A process in which no resource of the tenant was active at the time of a change is told of nothing, so a copy is also
/// read again when a resource wants it that activates a minute later or more.
/// </remarks>
public sealed partial class AdviceLibrary(IGrainFactory grains, TimeProvider time, ILogger<AdviceLibrary> logger)
{
    private const int ReadsMax = 2;
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<TenantId, Copy> _byTenant = new();

    /// <summary>What a tenant's resources are judged by.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="version">At least this version of the settings; 0 for any that is fresh.</param>
    public async Task<Advice> OfAsync(TenantId tenant, long version)
    {
        for (var reads = 0; ; reads++)
        {
            var copy = _byTenant.GetOrAdd(tenant, first => Read(first, null));
            if (time.GetElapsedTime(copy.ReadAt) >= FreshFor)
            {
                // Whoever is first reads it for all.
                _byTenant.TryUpdate(tenant, Read(tenant, copy), copy);
                continue;
            }

            try
            {
                var advice = await copy.Advice.Value;
                // A version that was never stored will not come, however often it is asked for.
                if (advice.Version >= version || reads >= ReadsMax)
                {
                    return advice;
                }
            }
            catch
            {
                _byTenant.TryRemove(KeyValuePair.Create(tenant, copy));
                throw;
            }

            _byTenant.TryUpdate(tenant, Read(tenant, copy), copy);
        }
    }

    private Copy Read(TenantId tenant, Copy? before) => new(new(() => ReadAsync(tenant, before)), time.GetTimestamp());

    private async Task<Advice> ReadAsync(TenantId tenant, Copy? before)
    {
        var settings = await grains.GetGrain<ITenantSettingsGrain>(tenant.ToString()).GetAsync();
        // Settings that have not changed are not held twice.
        return before?.Advice is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } known }
            && (await known).Version == settings.Version
            ? await known
            : Of(tenant, settings);
    }

    // Charges have to be counted, whatever is wrong with what is recommended.
    private Advice Of(TenantId tenant, SettingsView settings)
    {
        try
        {
            return Advice.Of(settings);
        }
        catch (Exception fault) when (fault is FormatException or InvalidProtocolBufferException)
        {
            LogUnreadable(logger, tenant, fault);
            return Advice.Unusable(settings.Version);
        }
    }

    [LoggerMessage(2421, LogLevel.Error, "Settings of tenant {Tenant} cannot be read; until they are put right nothing is recommended")]
    private static partial void LogUnreadable(ILogger logger, TenantId tenant, Exception fault);

    // By reference: two copies are never the same.
    private sealed class Copy(Lazy<Task<Advice>> advice, long readAt)
    {
        public Lazy<Task<Advice>> Advice { get; } = advice;

        public long ReadAt { get; } = readAt;
    }
}
