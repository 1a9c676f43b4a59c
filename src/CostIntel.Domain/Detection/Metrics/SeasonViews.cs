namespace CostIntel.Domain.Detection.Metrics;

/// <summary>How far a series is from what its hour of the week and of the day had, raw and in usual distances.</summary>
/// <remarks>
/// Means of a bounded distance cannot be spoilt by one outlier, so they show a lasting shift; means of its size show that
/// the series no longer keeps its rhythm, in whatever direction.
/// </remarks>
internal struct SeasonViews
{
    /// <summary>How many views it has.</summary>
    public const int Count = 16;

    /// <summary>How many of them, at the front, are raw.</summary>
    public const int RawCount = 4;

    private const double Bound = 3;

    private double _week;
    private double _day;
    private Means _weekScales;
    private Means _dayScales;
    private Means _dayBounded;
    private double _dayDrift;
    private Means _weekSize;
    private Means _daySize;

    /// <summary>Takes a residual, and writes what it looks like.</summary>
    public void Step(in TimeResidual residual, Span<double> views)
    {
        var (week, day) = (Math.Clamp(residual.WeekScales, -Bound, Bound), Math.Clamp(residual.DayScales, -Bound, Bound));
        _week += 0.05 * (residual.Week - _week);
        _day += 0.02 * (residual.Day - _day);
        _weekScales.Learn(residual.WeekScales);
        _dayScales.Learn(residual.DayScales);
        _dayBounded.Learn(day);
        _dayDrift += 0.01 * (day - _dayDrift);
        _weekSize.Learn(Math.Abs(week));
        _daySize.Learn(Math.Abs(day));
        ReadOnlySpan<double> seen =
        [
            residual.Week, _week, residual.Day, _day,
            _weekScales.Fast, _weekScales.Slow, _dayScales.Fast, _dayScales.Slow,
            _dayBounded.Fast, _dayBounded.Slow, _dayBounded.Slowest, _dayDrift,
            _weekSize.Slow, _weekSize.Slowest, _daySize.Slow, _daySize.Slowest,
        ];
        seen.CopyTo(views);
    }
}
