using CostIntel.Contracts.Otlp;

namespace CostIntel.Contracts.OpenTelemetry;

/// <summary>A data point of either kind of histogram.</summary>
internal readonly record struct DurationPoint(
    ulong Start, ulong Time, ulong Count, uint Flags, double? Max, IReadOnlyList<KeyValue> Attributes)
{
    /// <summary>With bounds that it names; null for the other kind.</summary>
    public HistogramDataPoint? Explicit { get; private init; }

    /// <summary>With bounds that are powers; null for the other kind.</summary>
    public ExponentialHistogramDataPoint? Exponential { get; private init; }

    /// <summary>False when it only counts.</summary>
    public bool HasBuckets => Explicit is null || Explicit.BucketCounts.Count > 1;

    /// <summary>What is wrong with its buckets; null when nothing is.</summary>
    public string? Fault => Explicit is { } point ? LatencyBuckets.FaultOf(point) : ExponentialLatencies.FaultOf(Exponential!);

    public static DurationPoint Of(HistogramDataPoint point) => new(
        point.StartTimeUnixNano,
        point.TimeUnixNano,
        point.Count,
        point.Flags,
        point.HasMax ? point.Max : null,
        point.Attributes)
    {
        Explicit = point,
    };

    public static DurationPoint Of(ExponentialHistogramDataPoint point) => new(
        point.StartTimeUnixNano,
        point.TimeUnixNano,
        point.Count,
        point.Flags,
        point.HasMax ? point.Max : null,
        point.Attributes)
    {
        Exponential = point,
    };
}
