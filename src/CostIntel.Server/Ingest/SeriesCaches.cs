using System.Collections.Concurrent;
using CostIntel.Contracts.Mapping;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Charges;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Partitions;
using CostIntel.Grains.Ingest;

namespace CostIntel.Server.Ingest;

/// <summary>One cache of charge series and one of metrics for each tenant.</summary>
internal sealed class SeriesCaches(SeriesDirectory directory)
{
    private readonly ConcurrentDictionary<TenantId, SeriesCache> _charges = new();
    private readonly ConcurrentDictionary<TenantId, SeriesCache> _metrics = new();

    public SeriesCache ChargesOf(TenantId tenant) =>
        _charges.GetOrAdd(tenant, static (key, series) => new SeriesCache(key, series, ParseCharges), directory);

    public SeriesCache MetricsOf(TenantId tenant) =>
        _metrics.GetOrAdd(tenant, static (key, series) => new SeriesCache(key, series, ParseMetric), directory);

    private static (ILoggedSeries? Series, FieldFault? Fault) ParseCharges(byte[] encoded) =>
        Series.Parser.ParseFrom(encoded).ToDomain();

    private static (ILoggedSeries? Series, FieldFault? Fault) ParseMetric(byte[] encoded) =>
        MetricSeries.Parser.ParseFrom(encoded).ToDomain();
}
