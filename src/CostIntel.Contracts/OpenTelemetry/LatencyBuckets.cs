using CostIntel.Contracts.Otlp;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Contracts.OpenTelemetry;

/// <summary>Durations in buckets whose bounds were named.</summary>
internal sealed class LatencyBuckets : ILatencies
{
    private double[]? _bounds;
    private double[] _counts = [];
    private double? _max = 0;

    /// <summary>What is wrong when bounds and counts do not belong together; null when nothing is.</summary>
    public static string? FaultOf(HistogramDataPoint point)
    {
        var bounds = point.ExplicitBounds;
        var ascends = bounds.Zip(bounds.Skip(1)).All(pair => pair.First < pair.Second);
        var fits = point.BucketCounts.Count == bounds.Count + 1 || (point.BucketCounts.Count == 0 && bounds.Count == 0);
        return fits && ascends ? null : "bounds that do not ascend, or not one bucket more than bounds";
    }

    /// <inheritdoc/>
    public bool TryAdd(in DurationPoint point, double scale)
    {
        if (point.Explicit is not { } added)
        {
            return false;
        }

        double[] bounds = [.. added.ExplicitBounds.Select(bound => bound * scale)];
        if (_bounds is null)
        {
            _bounds = bounds;
            _counts = new double[added.BucketCounts.Count];
        }
        else if (!bounds.AsSpan().SequenceEqual(_bounds))
        {
            return false;
        }

        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += added.BucketCounts[i];
        }

        // The largest of all is known only when each tells its own.
        _max = point.Max is { } max && _max is { } before ? Math.Max(before, max * scale) : null;
        return true;
    }

    /// <inheritdoc/>
    public double? Quantile(double quantile) => BucketQuantile.Of(_bounds, _counts, quantile, _max);
}
