namespace CostIntel.Domain.Detection.Metrics;

/// <summary>How often a series has jumped lately: shares of steps that were several times the usual step.</summary>
internal struct JumpViews
{
    /// <summary>How many views it has.</summary>
    public const int Count = 5;

    private const double UsualRate = 0.02;
    private const double Bound = 6;

    private double _previous;
    private double _usual;
    private double _some;
    private double _someLong;
    private double _large;
    private double _huge;
    private double _size;

    /// <summary>Starts at a first value.</summary>
    public static JumpViews Start(double value) => new() { _previous = value };

    /// <summary>Takes a value, and writes what it looks like.</summary>
    /// <param name="value">What was measured.</param>
    /// <param name="count">How many points there were before.</param>
    /// <param name="views">Of <see cref="Count"/>.</param>
    public void Step(double value, long count, Span<double> views)
    {
        var step = Math.Abs(value - _previous);
        var jump = _usual > 0 ? step / _usual : 0;
        _previous = value;
        _usual += Math.Max(UsualRate, 1.0 / count) * (step - _usual);
        _some += 0.05 * ((jump > 3 ? 1 : 0) - _some);
        _someLong += 0.01 * ((jump > 3 ? 1 : 0) - _someLong);
        _large += 0.02 * ((jump > 4 ? 1 : 0) - _large);
        _huge += 0.05 * ((jump > 5 ? 1 : 0) - _huge);
        _size += 0.02 * (Math.Min(jump, Bound) - _size);
        ReadOnlySpan<double> seen = [_some, _someLong, _large, _huge, _size];
        seen.CopyTo(views);
    }
}
