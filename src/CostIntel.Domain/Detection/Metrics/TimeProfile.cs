using System.Runtime.CompilerServices;

namespace CostIntel.Domain.Detection.Metrics;

/// <summary>Means, and usual distances from them, by hour of the week and by hour of the day, UTC.</summary>
internal struct TimeProfile
{
    private const int HoursPerWeek = 168;
    private const int HoursPerDay = 24;
    private const int SecondsPerHour = 3_600;
    // The epoch was a Thursday.
    private const int FirstHour = 72;
    private const double WeekRate = 0.05;
    private const double DayRate = 0.03;
    private const double ScalesMax = 100;
    private const byte CountMax = 250;

    private Week _week;
    private WeekScales _weekScales;
    private WeekCounts _weekCounts;
    private Day _day;
    private DayScales _dayScales;
    private DayCounts _dayCounts;

    /// <summary>The mean at this hour of the week; null while it has not been seen.</summary>
    public readonly double? OfWeek(long unixSeconds)
    {
        var hour = HourOfWeek(unixSeconds);
        return _weekCounts[hour] > 0 ? _week[hour] : null;
    }

    /// <summary>Learns a value, and says how far it was from what had been learnt.</summary>
    /// <param name="unixSeconds">When it was measured.</param>
    /// <param name="value">What was measured.</param>
    /// <param name="level">What to expect of an hour of the week that has not been seen.</param>
    public TimeResidual Learn(long unixSeconds, double value, double level)
    {
        var hour = HourOfWeek(unixSeconds);
        var week = LearnBin(ref _week[hour], ref _weekScales[hour], ref _weekCounts[hour], value, level, WeekRate);
        hour %= HoursPerDay;
        var day = LearnBin(ref _day[hour], ref _dayScales[hour], ref _dayCounts[hour], value, value, DayRate);
        return new(week.Residual, week.Scales, day.Residual, day.Scales);
    }

    private static (double Residual, double Scales) LearnBin(
        ref double mean, ref float scale, ref byte count, double value, double unseen, double rate)
    {
        var residual = value - (count > 0 ? mean : unseen);
        var scales = scale > 0 ? Math.Clamp(residual / scale, -ScalesMax, ScalesMax) : 0;
        if (count > 0)
        {
            var distance = Math.Min(Math.Abs(residual), float.MaxValue);
            scale = (float)(scale + (Math.Max(rate, 1.0 / count) * (distance - scale)));
        }

        mean += Math.Max(rate, 1.0 / (count + 1)) * (value - mean);
        count = (byte)Math.Min(CountMax, count + 1);
        return (residual, scales);
    }

    private static int HourOfWeek(long unixSeconds)
    {
        var hour = (int)((Math.DivRem(unixSeconds, SecondsPerHour).Quotient + FirstHour) % HoursPerWeek);
        return hour < 0 ? hour + HoursPerWeek : hour;
    }

    [InlineArray(HoursPerWeek)]
    private struct Week
    {
        private double _first;
    }

    [InlineArray(HoursPerWeek)]
    private struct WeekScales
    {
        private float _first;
    }

    [InlineArray(HoursPerWeek)]
    private struct WeekCounts
    {
        private byte _first;
    }

    [InlineArray(HoursPerDay)]
    private struct Day
    {
        private double _first;
    }

    [InlineArray(HoursPerDay)]
    private struct DayScales
    {
        private float _first;
    }

    [InlineArray(HoursPerDay)]
    private struct DayCounts
    {
        private byte _first;
    }
}
