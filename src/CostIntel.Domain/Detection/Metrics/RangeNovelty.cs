namespace CostIntel.Domain.Detection.Metrics;

/// <summary>How far a value lies outside the range of all before it, in units of that range; the range then includes it.</summary>
internal struct RangeNovelty
{
    private double _low;
    private double _high;

    /// <summary>Starts with a first value.</summary>
    public static RangeNovelty Start(double value) => new() { _low = value, _high = value };

    /// <summary>The low end.</summary>
    public readonly double Low => _low;

    /// <summary>The high end.</summary>
    public readonly double High => _high;

    /// <summary>The novelty of a value; 0 inside the range.</summary>
    public double Step(double value)
    {
        var range = _high - _low;
        if (value > _high)
        {
            var beyond = (value - _high) / Width(range, _high);
            _high = value;
            return beyond;
        }

        if (value < _low)
        {
            var beyond = (_low - value) / Width(range, _low);
            _low = value;
            return beyond;
        }

        return 0;
    }

    // A range of one value has no width; anything beyond rounding is then new.
    private static double Width(double range, double bound) => range + (1e-12 * Math.Abs(bound)) + 1e-300;
}
