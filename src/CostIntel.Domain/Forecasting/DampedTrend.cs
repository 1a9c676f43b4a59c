namespace CostIntel.Domain.Forecasting;

/// <summary>How quickly a level follows, how quickly its trend follows, and how long the trend lasts.</summary>
/// <param name="Alpha">Share of a surprise that goes into the level.</param>
/// <param name="Beta">Share that goes into the trend.</param>
/// <param name="Phi">What is left of the trend a day later.</param>
internal readonly record struct TrendRates(double Alpha, double Beta, double Phi);

/// <summary>
/// Exponential smoothing with a damped trend that single days cannot drag: a surprise counts up to a few usual ones. When
/// days keep surprising to the same side the level has shifted, and the recent level wins.
/// </summary>
internal struct DampedTrend
{
    private const double Clip = 2.5;
    private const double ScaleRate = 0.06;
    private const double TrendKept = 0.5;
    private const int ShiftDays = 3;

    private double _level;
    private double _trend;
    private double _scale;
    private double _before;
    private double _last;
    private int _side;

    private DampedTrend(double level, double scale) => (_level, _scale) = (level, scale);

    /// <summary>Starts at a level with the usual size of a surprise, one standard deviation.</summary>
    public static DampedTrend Start(double level, double scale) => new(level, scale);

    /// <summary>The level and trend after the days so far.</summary>
    public readonly (double Level, double Trend) State => (_level, _trend);

    /// <summary>Learns a day; NaN is unknown.</summary>
    public void Learn(double value, TrendRates rates)
    {
        var expected = _level + (rates.Phi * _trend);
        _trend *= rates.Phi;
        if (double.IsNaN(value))
        {
            _level = expected;
            return;
        }

        var surprise = value - expected;
        var limit = Clip * _scale;
        var side = Math.Sign(surprise);
        _side = Math.Abs(surprise) <= limit ? 0 : side + (Math.Sign(_side) == side ? _side : 0);
        var counted = Math.Clamp(surprise, -limit, limit);
        _level = expected + (rates.Alpha * counted);
        _trend += rates.Beta * counted;
        _scale = Math.Max(_scale + (ScaleRate * ((1.2533 * Math.Abs(counted)) - _scale)), DayTrends.LeastScale);
        if (Math.Abs(_side) >= ShiftDays)
        {
            Shift(value);
        }

        (_before, _last) = (_last, value);
    }

    /// <summary>How many of today's trend will have been added after some days.</summary>
    public static double Reach(double phi, int days) =>
        phi >= 1 ? days : phi * (1 - Math.Pow(phi, days)) / (1 - phi);

    private void Shift(double value)
    {
        _level = Math.Max(Math.Min(value, _last), Math.Min(Math.Max(value, _last), _before));
        _trend *= TrendKept;
        _side = 0;
    }
}
