using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Forecasting;

/// <summary>Forecasts with bands of one level, of hours, days and sums of days.</summary>
public sealed class ForecastBand
{
    private const int HoursPerDay = LedgerTime.HoursPerDay;

    private readonly Forecaster _forecaster;
    private readonly double[] _dayReach;
    private readonly double[] _sumReach;
    private readonly double _hourReach;

    internal ForecastBand(Forecaster forecaster, double level)
    {
        _forecaster = forecaster;
        _dayReach = DayReach(forecaster, level);
        _sumReach = SumReach(forecaster, level);
        _hourReach = forecaster.Hours.Reach(level);
    }

    /// <summary>The last day of the history.</summary>
    public int LastDay => _forecaster.LastDay;

    /// <summary>The total of one day.</summary>
    /// <param name="day">1 to 90 days after the history.</param>
    /// <exception cref="ArgumentOutOfRangeException">The day is outside that range.</exception>
    public ForecastPoint Day(int day)
    {
        var ahead = Ahead(day);
        var expected = _forecaster.Model.Expected(ahead);
        return Point(day, expected, _dayReach[ahead - 1]);
    }

    /// <summary>The sum of consecutive days. Errors of days hang together, so bands are of the sum itself.</summary>
    /// <param name="fromDay">First day, inclusive.</param>
    /// <param name="toDay">Last day, exclusive; after the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">A day is outside 1 to 90 days after the history.</exception>
    public ForecastPoint Sum(int fromDay, int toDay)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fromDay, toDay);
        Ahead(fromDay);
        var last = Ahead(toDay - 1);
        var sum = 0.0;
        for (var day = fromDay; day < toDay; day++)
        {
            sum += Day(day).Expected;
        }

        var count = toDay - fromDay;
        var mean = Point(fromDay, _forecaster.Scale.To(sum / count), _sumReach[last - 1]);
        return new(fromDay, sum, mean.Low * count, mean.High * count);
    }

    /// <summary>The total of one hour: the share of its day that its hour of the week has.</summary>
    /// <param name="hour">An hour of the days 1 to 90 days after the history.</param>
    /// <exception cref="InvalidOperationException">See <see cref="Forecaster.KnowsHours"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The hour is outside that range.</exception>
    public ForecastPoint Hour(int hour)
    {
        if (!_forecaster.KnowsHours)
        {
            throw new InvalidOperationException("Too few hours are known to forecast hours.");
        }

        var day = (int)Math.Floor(hour / (double)HoursPerDay);
        var whole = Day(day);
        var share = _forecaster.Hours.Share(hour);
        var (below, above) = (whole.Expected - whole.Low, whole.High - whole.Expected);
        var own = _hourReach * Math.Abs(whole.Expected);
        var low = share * (whole.Expected - Math.Sqrt((below * below) + (own * own)));
        var high = share * (whole.Expected + Math.Sqrt((above * above) + (own * own)));
        return new(hour, share * whole.Expected, _forecaster.IsNeverNegative ? Math.Max(0, low) : low, high);
    }

    private static double[] DayReach(Forecaster forecaster, double level)
    {
        var reach = forecaster.Casts.Days.Factors(level);
        for (var i = 0; i < reach.Length; i++)
        {
            reach[i] = Math.Max(reach[i] * forecaster.Model.Spread(i + 1), i > 0 ? reach[i - 1] : 0);
        }

        return reach;
    }

    // Of a mean of days: the wider, the farther ahead its last day is.
    private static double[] SumReach(Forecaster forecaster, double level)
    {
        var reach = forecaster.Casts.Sums.Factors(level);
        var sum = 0.0;
        for (var i = 0; i < reach.Length; i++)
        {
            sum += forecaster.Model.Spread(i + 1);
            reach[i] *= sum / (i + 1);
        }

        return reach;
    }

    private int Ahead(int day)
    {
        var ahead = day - _forecaster.LastDay;
        return ahead is >= 1 and <= Forecaster.DaysAheadMax
            ? ahead
            : throw new ArgumentOutOfRangeException(
                nameof(day), day, $"Only the {Forecaster.DaysAheadMax} days after day {_forecaster.LastDay} can be forecast.");
    }

    private ForecastPoint Point(int slot, double expected, double reach)
    {
        var scale = _forecaster.Scale;
        var (middle, low, high) = (scale.From(expected), scale.From(expected - reach), scale.From(expected + reach));
        return _forecaster.IsNeverNegative
            ? new(slot, Math.Max(0, middle), Math.Max(0, low), Math.Max(0, high))
            : new(slot, middle, low, high);
    }
}
