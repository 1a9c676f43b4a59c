using System.Runtime.CompilerServices;

namespace CostIntel.Domain.Detection.Metrics;

/// <summary>Means by hour of the week and by hour of the day, UTC.</summary>
internal struct TimeProfile
{
    private const int HoursPerWeek = 168;
    private const int HoursPerDay = 24;
    private const int SecondsPerHour = 3_600;
    // The epoch was a Thursday.
    private const int FirstHour = 72;
    private const double WeekRate = 0.05;
    private const double DayRate = 0.03;
    private const byte CountMax = 250;

    private Week _week;
    private WeekCounts _weekCounts;
    private Day _day;
    private DayCounts _dayCounts;

    /// <summary>The mean at this hour of the week; null while it has not been seen.</summary>
    public readonly double? OfWeek(long unixSeconds)
    {
        var hour = HourOfWeek(unixSeconds);
        return _weekCounts[hour] > 0 ? _week[hour] : null;
    }

    /// <summary>The mean at this hour of the day; null while it has not been seen.</summary>
    public readonly double? OfDay(long unixSeconds)
    {
        var hour = HourOfWeek(unixSeconds) % HoursPerDay;
        return _dayCounts[hour] > 0 ? _day[hour] : null;
    }

    /// <summary>Learns a value.</summary>
    public void Learn(long unixSeconds, double value)
    {
        var hour = HourOfWeek(unixSeconds);
        _week[hour] += Math.Max(WeekRate, 1.0 / (_weekCounts[hour] + 1)) * (value - _week[hour]);
        _weekCounts[hour] = (byte)Math.Min(CountMax, _weekCounts[hour] + 1);
        hour %= HoursPerDay;
        _day[hour] += Math.Max(DayRate, 1.0 / (_dayCounts[hour] + 1)) * (value - _day[hour]);
        _dayCounts[hour] = (byte)Math.Min(CountMax, _dayCounts[hour] + 1);
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
    private struct DayCounts
    {
        private byte _first;
    }
}
