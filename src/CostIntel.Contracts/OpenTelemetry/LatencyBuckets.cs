using CostIntel.Contracts.Otlp;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Contracts.OpenTelemetry;

/// <summary>Durations in milliseconds, of all the attributes that a histogram has them apart by.</summary>
internal sealed class LatencyBuckets(HistogramDataPoint first, double scale)
{
    private readonly double[] _bounds = Scaled(first, scale);
    private readonly double[] _counts = new double[first.BucketCounts.Count];
    private double? _max = 0;

    /// <summary>True when bounds and counts do not belong together.</summary>
    public static bool IsBroken(HistogramDataPoint point)
    {
        var bounds = point.ExplicitBounds;
        var ascends = bounds.Zip(bounds.Skip(1)).All(pair => pair.First < pair.Second);
        var fits = point.BucketCounts.Count == bounds.Count + 1 || (point.BucketCounts.Count == 0 && bounds.Count == 0);
        return !fits || !ascends;
    }

    /// <summary>Adds a data point; false when its bounds are others.</summary>
    public bool TryAdd(HistogramDataPoint point, double pointScale)
    {
        if (!Scaled(point, pointScale).AsSpan().SequenceEqual(_bounds))
        {
            return false;
        }

        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += point.BucketCounts[i];
        }

        // The largest of all is known only when each tells its own.
        _max = point.HasMax && _max is { } before ? Math.Max(before, point.Max * pointScale) : null;
        return true;
    }

    public double? Quantile(double quantile) => BucketQuantile.Of(_bounds, _counts, quantile, _max);

    private static double[] Scaled(HistogramDataPoint point, double scale) =>
        [.. point.ExplicitBounds.Select(bound => bound * scale)];
}
