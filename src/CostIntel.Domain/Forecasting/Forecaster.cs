namespace CostIntel.Domain.Forecasting;

/// <summary>
/// Forecasts the daily costs of an account or a part of it: a damped, robust trend with days of the week and edges of
/// months where the history shows them. Pure: the same history gives the same forecast.
/// </summary>
public sealed class Forecaster
{
    /// <summary>How far ahead can be forecast, in days after the last of the history.</summary>
    public const int DaysAheadMax = 90;

    private readonly ForecastScale _scale;
    private readonly DailyModel _model;
    private readonly BackCasts _casts;
    private readonly HourProfile _hours;

    private Forecaster(int firstDay, double[] known, ForecastHistory history)
    {
        _scale = ForecastScale.Of(known);
        var values = Array.ConvertAll(known, _scale.To);
        _model = DailyModel.Of(firstDay, values);
        _casts = BackCasts.Of(firstDay, values, _scale);
        _hours = HourProfile.Of(history);
        LastDay = firstDay + known.Length - 1;
        DaysKnown = known.Count(double.IsFinite);
        IsNeverNegative = !Array.Exists(known, value => value < 0);
    }

    /// <summary>The last day of the history; the first forecast is of the day after it.</summary>
    public int LastDay { get; }

    /// <summary>How many days of the history are known, from the first charge on.</summary>
    public int DaysKnown { get; }

    /// <summary>True when enough hours are known to forecast hours.</summary>
    public bool KnowsHours => _hours.IsKnown;

    internal bool IsNeverNegative { get; }

    internal ForecastScale Scale => _scale;

    internal DailyModel Model => _model;

    internal BackCasts Casts => _casts;

    internal HourProfile Hours => _hours;

    /// <summary>Learns from a history; null when no day of it is known.</summary>
    public static Forecaster? Fit(ForecastHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var (firstDay, days) = KnownDays.Of(history.FirstDay, history.Daily);
        return days.Length == 0 ? null : new(firstDay, days, history);
    }

    /// <summary>Forecasts with bands that hold what comes in a share of all cases.</summary>
    /// <param name="level">The share, from 0.01 to 0.99.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is outside its range.</exception>
    public ForecastBand At(double level)
    {
        if (level is not (>= 0.01 and <= 0.99))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "An interval's level is 0.01 to 0.99.");
        }

        return new(this, level);
    }
}
