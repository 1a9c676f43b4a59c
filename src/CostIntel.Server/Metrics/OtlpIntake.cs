using CostIntel.Contracts.OpenTelemetry;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Partitions;
using CostIntel.Domain.Telemetry;
using CostIntel.Grains.Ingest;
using CostIntel.Grains.Partitions;
using CostIntel.Server.Ingest;
using Google.Protobuf;

namespace CostIntel.Server.Metrics;

/// <summary>Makes the samples of an export durable.</summary>
internal sealed class OtlpIntake(
    IGrainFactory grains, PartitionMap partitions, SeriesCaches caches, TimeProvider time)
{
    /// <summary>Returns how many samples were taken when they are on disk; the others are added to the rejections.</summary>
    public async Task<int> TakeAsync(TenantId tenant, OtlpExport export)
    {
        var series = await FindAsync(caches.MetricsOf(tenant), export);
        var split = new BatchSplit(partitions.Count);
        split.Begin(1);
        var now = time.GetUtcNow();
        foreach (var sample in export.Samples)
        {
            var target = series[sample.Series];
            var fault = target.Fault ?? MetricValidation.CheckSample(target.Metric, sample.UnixSeconds, sample.Value, now);
            if (fault is { } wrong)
            {
                export.Rejections.Add(sample.Points, $"{sample.Series.Metric}: {wrong.Reason}");
            }
            else
            {
                split.Add(target.Target.Partition, new MetricSample(target.Target.Id, sample.UnixSeconds, sample.Value));
            }
        }

        // An exporter numbers nothing, so there is nobody to remember.
        await new UsageAppender(grains, partitions, ProducerTable.Nobody).AppendAsync(split);
        return split.RecordCount;
    }

    private static async Task<Dictionary<MetricSeries, SessionSeries>> FindAsync(SeriesCache cache, OtlpExport export)
    {
        var found = new Dictionary<MetricSeries, SessionSeries>();
        var unknown = new List<(MetricSeries Series, byte[] Encoded)>();
        foreach (var series in export.Samples.Select(sample => sample.Series).Distinct())
        {
            var encoded = ToMessage(series).ToByteArray();
            if (cache.TryFind(encoded, out var known))
            {
                found[series] = known;
            }
            else
            {
                unknown.Add((series, encoded));
            }
        }

        var added = await cache.AddAsync([.. unknown.Select(item => item.Encoded)]);
        for (var i = 0; i < added.Length; i++)
        {
            found[unknown[i].Series] = added[i];
        }

        return found;
    }

    private static Contracts.V1.MetricSeries ToMessage(MetricSeries series) => new()
    {
        Provider = series.Provider,
        BillingAccountId = series.BillingAccountId,
        SubAccountId = series.SubAccountId,
        ResourceId = series.ResourceId,
        Metric = series.Metric,
    };
}
