using System.Runtime.CompilerServices;

namespace CostIntel.Domain.Telemetry;

/// <summary>
/// How often a metric has had which value, in constant memory; old samples count less, by half every fortnight.
/// </summary>
/// <remarks>
/// Buckets on the logarithmic scale, eight an octave, 32 octaves below the largest value seen (the idea of DDSketch: Masson,
/// Rim and Lee, VLDB 2019): a quantile is within 4.5% of a value that was measured. What is smaller still counts in the lowest
/// bucket, zero and less in one of their own.
/// </remarks>
public struct ValueSketch
{
    private const int BucketCount = 256;
    private const int PerOctave = 8;
    private const double HalfLifeSeconds = 14 * 86_400;
    private const double WeightMax = 1e30;

    private Buckets _buckets;
    private double _zero;
    private double _total;
    private double _sum;
    private double _max;
    private int _top;
    private long _origin;

    /// <summary>The largest value ever; 0 before the first.</summary>
    public readonly double Max => _max;

    /// <summary>The mean, old samples counting less; 0 before the first.</summary>
    public readonly double Mean => _total > 0 ? _sum / _total : 0;

    /// <summary>Adds a sample.</summary>
    /// <param name="unixSeconds">When it was measured; not before the one before.</param>
    /// <param name="value">What was measured; negative counts as zero.</param>
    public void Add(long unixSeconds, double value)
    {
        var weight = WeightAt(unixSeconds);
        (_total, _sum, _max) = (_total + weight, _sum + (weight * Math.Max(0, value)), Math.Max(_max, value));
        if (value <= 0)
        {
            _zero += weight;
            return;
        }

        var index = (int)Math.Floor(Math.Log2(value) * PerOctave);
        if (_total == weight + _zero || index > _top)
        {
            MoveTop(index);
        }

        _buckets[Math.Max(0, index - _top + BucketCount - 1)] += (float)weight;
    }

    /// <summary>The value that a share of the samples does not exceed; 0 before the first.</summary>
    /// <param name="share">0 to 1.</param>
    public readonly double Quantile(double share)
    {
        // Sums of weights are not exact: a share that is just reached is reached.
        var wanted = share * _total * (1 - 1e-6);
        var seen = _zero;
        if (_total <= 0 || seen >= wanted)
        {
            return 0;
        }

        for (var i = 0; i < BucketCount; i++)
        {
            seen += _buckets[i];
            if (seen >= wanted)
            {
                return Math.Min(_max, Math.Pow(2, (_top - BucketCount + 1 + i + 0.5) / PerOctave));
            }
        }

        return _max;
    }

    // The newest sample weighs most; instead of making all others lighter each time, it is made heavier.
    private double WeightAt(long unixSeconds)
    {
        _origin = _total == 0 ? unixSeconds : _origin;
        var weight = Math.Pow(2, (unixSeconds - _origin) / HalfLifeSeconds);
        if (weight < WeightMax)
        {
            return weight;
        }

        Scale(1 / weight);
        _origin = unixSeconds;
        return 1;
    }

    private void Scale(double factor)
    {
        (_zero, _total, _sum) = (_zero * factor, _total * factor, _sum * factor);
        for (var i = 0; i < BucketCount; i++)
        {
            _buckets[i] = (float)(_buckets[i] * factor);
        }
    }

    private void MoveTop(int top)
    {
        var by = top - _top;
        _top = top;
        if (by <= 0)
        {
            return;
        }

        for (var i = 0; i < BucketCount; i++)
        {
            var kept = _buckets[i];
            _buckets[i] = 0;
            _buckets[Math.Max(0, i - by)] += kept;
        }
    }

    [InlineArray(BucketCount)]
    private struct Buckets
    {
        private float _first;
    }
}
