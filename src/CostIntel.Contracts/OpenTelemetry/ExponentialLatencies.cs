using CostIntel.Contracts.Otlp;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Contracts.OpenTelemetry;

/// <summary>
/// Durations in buckets whose bounds are powers. Two buckets of one scale are exactly one of the next lower scale, so that
/// whatever comes can be put together at the lowest.
/// </summary>
internal sealed class ExponentialLatencies : ILatencies
{
    private const int ScaleMin = -10;
    private const int ScaleMax = 20;

    // Twice what libraries keep; what is spread wider is told apart less finely.
    private const int BucketsMax = 320;

    // Of one data point; they are kept apart until all are read.
    private const int BucketsReadMax = 10 * BucketsMax;

    private readonly Dictionary<long, double> _counts = [];
    private int _scale = ScaleMax;
    private double _zeros;
    private double _milliseconds = 1;
    private double? _max = 0;

    /// <summary>What is wrong with the buckets; null when nothing is.</summary>
    public static string? FaultOf(ExponentialHistogramDataPoint point)
    {
        if (point.Scale is < ScaleMin or > ScaleMax)
        {
            return $"the scale {point.Scale}; from {ScaleMin} to {ScaleMax} are understood";
        }

        if (point.Positive?.BucketCounts.Count > BucketsReadMax)
        {
            return $"{point.Positive.BucketCounts.Count} buckets; at most {BucketsReadMax} are read";
        }

        return point.Negative?.BucketCounts.Any(count => count > 0) == true ? "durations below zero" : null;
    }

    /// <inheritdoc/>
    public bool TryAdd(in DurationPoint point, double scale)
    {
        if (point.Exponential is not { } added || (_counts.Count > 0 && _milliseconds != scale))
        {
            return false;
        }

        _milliseconds = scale;
        _zeros += added.ZeroCount;
        CoarsenTo(Math.Min(_scale, added.Scale));
        for (var i = 0; i < (added.Positive?.BucketCounts.Count ?? 0); i++)
        {
            if (added.Positive!.BucketCounts[i] > 0)
            {
                Count(((long)added.Positive.Offset + i) >> (added.Scale - _scale), added.Positive.BucketCounts[i]);
            }
        }

        while (_counts.Count > 0 && _counts.Keys.Max() - _counts.Keys.Min() >= BucketsMax)
        {
            CoarsenTo(_scale - 1);
        }

        _max = point.Max is { } max && _max is { } before ? Math.Max(before, max * scale) : null;
        return true;
    }

    /// <inheritdoc/>
    public double? Quantile(double quantile)
    {
        if (_counts.Count == 0)
        {
            return _zeros > 0 ? 0 : null;
        }

        var first = _counts.Keys.Min();
        var buckets = (int)(_counts.Keys.Max() - first) + 1;
        var bounds = new double[buckets + 1];
        var counts = new double[buckets + 2];
        (bounds[0], counts[0]) = (BoundOf(first), _zeros);
        for (var i = 1; i <= buckets; i++)
        {
            bounds[i] = BoundOf(first + i);
            counts[i] = _counts.GetValueOrDefault(first + i - 1);
        }

        return BucketQuantile.Of(bounds, counts, quantile, _max);
    }

    private double BoundOf(long index) => Math.Pow(2, index * Math.Pow(2, -_scale)) * _milliseconds;

    private void Count(long index, double count) => _counts[index] = _counts.GetValueOrDefault(index) + count;

    private void CoarsenTo(int scale)
    {
        if (scale == _scale)
        {
            return;
        }

        (long Index, double Count)[] fine = [.. _counts.Select(bucket => (bucket.Key, bucket.Value))];
        _counts.Clear();
        foreach (var (index, count) in fine)
        {
            Count(index >> (_scale - scale), count);
        }

        _scale = scale;
    }
}
