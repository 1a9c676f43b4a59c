using System.Runtime.CompilerServices;

namespace CostIntel.Domain.Detection.Costs;

/// <summary>
/// What is usual at a time of the week, on the log scale: bins of the hour of the week shrunk to the hour of the day while
/// they have seen little; of daily series the day of the week.
/// </summary>
internal struct SeasonProfile
{
    private const int HoursPerWeek = 168;
    private const int HoursPerDay = 24;
    private const int DaysPerWeek = 7;
    // Slot 0 is a Thursday; weeks begin on Monday.
    private const int FirstWeekday = 3;
    private const float Shrinkage = 1;
    private const float SlowestRate = 0.12f;
    private const float SlowestDayRate = 0.05f;
    private const byte CountMax = 250;

    private Week _week;
    private WeekCounts _weekCounts;
    private WeekMisses _weekMisses;
    private Day _day;
    private DayCounts _dayCounts;

    /// <summary>The bin of a slot within its week.</summary>
    public static int BinOf(int slot, SeriesStep step) => step == SeriesStep.Hour
        ? Mod(slot + (FirstWeekday * HoursPerDay), HoursPerWeek)
        : Mod(slot + FirstWeekday, DaysPerWeek);

    /// <summary>What is usual in a bin.</summary>
    public readonly double Of(int bin, SeriesStep step)
    {
        if (step == SeriesStep.Day)
        {
            return _week[bin] * _weekCounts[bin] / (_weekCounts[bin] + 1f);
        }

        var hour = bin % HoursPerDay;
        var day = _day[hour] * _dayCounts[hour] / (_dayCounts[hour] + 0.5f);
        return ((_weekCounts[bin] * _week[bin]) + (Shrinkage * day)) / (_weekCounts[bin] + Shrinkage);
    }

    /// <summary>How often the bin has been seen.</summary>
    public readonly int Seen(int bin) => _weekCounts[bin];

    /// <summary>Learns what a slot had beyond its level.</summary>
    public void Learn(int bin, SeriesStep step, double z, double beyondLevel, double beyondUsual, double whole)
    {
        var count = _weekCounts[bin];
        var side = (sbyte)(z > 2.5 ? 1 : z < -2.5 ? -1 : 0);
        if (side != 0 && side == _weekMisses[bin])
        {
            // Twice at the same hour of the week is a habit.
            _week[bin] += 0.6f * (float)Math.Clamp(whole, -0.7, 0.7);
            _weekMisses[bin] = 0;
            return;
        }

        _weekMisses[bin] = side;
        _week[bin] += Math.Max(SlowestRate, 1f / (count + 1)) * (float)(count == 0 ? beyondLevel - _week[bin] : beyondUsual);
        _weekCounts[bin] = (byte)Math.Min(CountMax, count + 1);
        if (step == SeriesStep.Hour)
        {
            var hour = bin % HoursPerDay;
            var seen = _dayCounts[hour];
            _day[hour] += Math.Max(SlowestDayRate, 1f / (seen + 1)) * (float)(beyondLevel - _day[hour]);
            _dayCounts[hour] = (byte)Math.Min(CountMax, seen + 1);
        }
    }

    private static int Mod(int value, int modulus) => ((value % modulus) + modulus) % modulus;

    [InlineArray(HoursPerWeek)]
    private struct Week
    {
        private float _first;
    }

    [InlineArray(HoursPerWeek)]
    private struct WeekCounts
    {
        private byte _first;
    }

    [InlineArray(HoursPerWeek)]
    private struct WeekMisses
    {
        private sbyte _first;
    }

    [InlineArray(HoursPerDay)]
    private struct Day
    {
        private float _first;
    }

    [InlineArray(HoursPerDay)]
    private struct DayCounts
    {
        private byte _first;
    }
}
