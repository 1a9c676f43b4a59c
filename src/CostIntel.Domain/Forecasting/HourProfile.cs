using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Forecasting;

/// <summary>
/// Which share of a day each hour has: by hour of the day, and apart for each day of the week as far as the few weeks of
/// hours that are kept show it.
/// </summary>
internal sealed class HourProfile
{
    private const int HoursPerDay = LedgerTime.HoursPerDay;
    private const int DaysPerWeek = 7;
    private const double WeekdayAssumed = 2;
    private const double EvenAssumed = 0.5;
    private const double ReachAssumed = 0.3;
    private const double ErrorsAssumed = 2;
    private const double UnseenPower = 0.25;
    private const double LeastShare = 0.1 / HoursPerDay;

    private readonly double[] _shares = new double[DaysPerWeek * HoursPerDay];
    private readonly double[] _errors;

    private HourProfile(List<(int DayOfWeek, double[] Shares)> days)
    {
        IsKnown = days.Count > 0;
        Span<double> daily = stackalloc double[HoursPerDay];
        for (var hour = 0; hour < HoursPerDay; hour++)
        {
            daily[hour] = (days.Sum(day => day.Shares[hour]) + (EvenAssumed / HoursPerDay)) / (days.Count + EvenAssumed);
        }

        for (var slot = 0; slot < _shares.Length; slot++)
        {
            var (weekday, hour) = (slot / HoursPerDay, slot % HoursPerDay);
            var same = days.Where(day => day.DayOfWeek == weekday).ToList();
            var sum = same.Sum(day => day.Shares[hour]);
            _shares[slot] = (sum + (WeekdayAssumed * daily[hour])) / (same.Count + WeekdayAssumed);
        }

        _errors = [.. days.SelectMany(day => day.Shares.Select((share, hour) =>
            Error(share, _shares[(day.DayOfWeek * HoursPerDay) + hour], OwnPart(days, day.DayOfWeek))))];
        Array.Sort(_errors);
    }

    /// <summary>True when at least one whole day of hours is known.</summary>
    public bool IsKnown { get; }

    /// <summary>Learns from the hours of a history.</summary>
    public static HourProfile Of(ForecastHistory history)
    {
        var days = new List<(int, double[])>();
        var first = (HoursPerDay - Remainder(history.FirstHour, HoursPerDay)) % HoursPerDay;
        for (var start = first; start + HoursPerDay <= history.Hourly.Length; start += HoursPerDay)
        {
            var hours = history.Hourly.AsSpan(start, HoursPerDay).ToArray();
            var sum = hours.Sum();
            if (sum > 0 && double.IsFinite(sum) && Array.TrueForAll(hours, hour => hour >= 0))
            {
                days.Add((DayOfWeek((history.FirstHour + start) / HoursPerDay), Array.ConvertAll(hours, hour => hour / sum)));
            }
        }

        return new(days);
    }

    /// <summary>The share of its day that an hour has; the 24 of a day add up to 1.</summary>
    public double Share(int hour)
    {
        var hourOfDay = Remainder(hour, HoursPerDay);
        return _shares[(DayOfWeek((hour - hourOfDay) / HoursPerDay) * HoursPerDay) + hourOfDay];
    }

    /// <summary>How far an hour strays from its share, relative to it, in a share of all cases.</summary>
    public double Reach(double level)
    {
        var assumed = ReachAssumed * Normal.HalfWidth(level);
        var seen = _errors.Length == 0 ? assumed : RobustStatistics.Quantile(_errors, level);
        return ((seen * _errors.Length) + (assumed * ErrorsAssumed)) / (_errors.Length + ErrorsAssumed);
    }

    // Relative to the share, and somewhat larger, since a day of the future will not have been learnt from.
    private static double Error(double share, double learnt, double ownPart) =>
        Math.Abs(share - learnt) / Math.Pow(1 - ownPart, UnseenPower) / Math.Max(learnt, LeastShare);

    private static double OwnPart(List<(int DayOfWeek, double[] Shares)> days, int weekday) =>
        (1 + (WeekdayAssumed / (days.Count + EvenAssumed))) / (days.Count(day => day.DayOfWeek == weekday) + WeekdayAssumed);

    private static int DayOfWeek(int day) => Remainder(day, DaysPerWeek);

    private static int Remainder(int value, int divisor) => ((value % divisor) + divisor) % divisor;
}
