using System.Collections.Concurrent;
using CostIntel.Domain.Identity;
using CostIntel.Grains.Ingest;

namespace CostIntel.Server.Ingest;

/// <summary>One cache of series for each tenant.</summary>
internal sealed class SeriesCaches(SeriesDirectory directory)
{
    private readonly ConcurrentDictionary<TenantId, SeriesCache> _byTenant = new();

    public SeriesCache Of(TenantId tenant) =>
        _byTenant.GetOrAdd(tenant, static (key, series) => new SeriesCache(key, series), directory);
}
