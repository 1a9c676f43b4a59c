namespace CostIntel.Domain.Forecasting;

/// <summary>What one history of days leads to expect: level, damped trend, week and edges of months.</summary>
internal sealed class DailyModel
{
    private readonly int _lastDay;
    private readonly DaySeason _season;
    private readonly DayTrends _trends;

    private DailyModel(int lastDay, DaySeason season, DayTrends trends) =>
        (_lastDay, _season, _trends) = (lastDay, season, trends);

    /// <summary>Learns from consecutive days on the forecast's scale; NaN is unknown, at least one day is known.</summary>
    public static DailyModel Of(int firstDay, ReadOnlySpan<double> values)
    {
        var season = DaySeason.Of(firstDay, values);
        return new(firstDay + values.Length - 1, season, DayTrends.Of(season.Remove(firstDay, values)));
    }

    /// <summary>What is expected some days after the history, on the scale.</summary>
    public double Expected(int ahead) => _trends.Level(ahead) + _season.At(_lastDay + ahead);

    /// <summary>One standard deviation of the error some days ahead, on the scale, before it is calibrated.</summary>
    public double Spread(int ahead) => _trends.Spread(ahead);
}
