using System.Runtime.CompilerServices;

namespace CostIntel.Domain.Detection.Costs;

/// <summary>
/// What is usual at a time of the week, on the log scale: bins of the hour of the week shrunk to the hour of the day
/// while they have seen little; of daily series the day of the week.
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
    private short _first;

    /// <summary>Knows nothing.</summary>
    public static SeasonProfile Start(SeriesStep step) =>
        new() { _first = (short)(step == SeriesStep.Hour ? HoursPerWeek : DaysPerWeek) };

    /// <summary>True until a whole week has been seen.</summary>
    public readonly bool IsFirstWeek => _first > 0;

    /// <summary>Takes a slot of the first week, in which level and season cannot be told apart.</summary>
    /// <param name="bin">Its bin.</param>
    /// <param name="step">The step of the series.</param>
    /// <param name="y">What it had.</param>
    /// <param name="level">The level, which the end of the first day and of the first week set.</param>
    public void LearnFirst(int bin, SeriesStep step, float y, ref float level)
    {
        _week[bin] = y;
        _weekCounts[bin] = 1;
        _first--;
        if (step == SeriesStep.Hour && _first == HoursPerWeek - HoursPerDay)
        {
            level = Fold(level);
        }
        else if (_first == 0)
        {
            level = step == SeriesStep.Hour ? Fold(level) : Mean(DaysPerWeek, level);
            for (var i = 0; i < (step == SeriesStep.Hour ? HoursPerWeek : DaysPerWeek); i++)
            {
                _week[i] = _weekCounts[i] == 0 ? 0 : _week[i] - level;
            }
        }
    }

    /// <summary>The bin of a slot within its week.</summary>
    public static int BinOf(int slot, SeriesStep step) => step == SeriesStep.Hour
        ? Mod(slot + (FirstWeekday * HoursPerDay), HoursPerWeek)
        : Mod(slot + FirstWeekday, DaysPerWeek);

    /// <summary>What is usual in a bin.</summary>
    public readonly double Of(int bin, SeriesStep step)
    {
        if (IsFirstWeek && step == SeriesStep.Day)
        {
            return 0;
        }

        if (step == SeriesStep.Day)
        {
            return _week[bin] * _weekCounts[bin] / (_weekCounts[bin] + 1f);
        }

        var hour = bin % HoursPerDay;
        var day = _day[hour] * _dayCounts[hour] / (_dayCounts[hour] + 0.5f);
        var count = _weekCounts[bin];
        return IsFirstWeek ? day : ((count * _week[bin]) + (Shrinkage * day)) / (count + Shrinkage);
    }

    /// <summary>How often the bin has been seen.</summary>
    public readonly int Seen(int bin) => IsFirstWeek ? 0 : _weekCounts[bin];

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
        var rate = Math.Max(SlowestRate, 1f / (count + 1));
        _week[bin] += rate * (float)(count == 0 ? beyondLevel - _week[bin] : beyondUsual);
        _weekCounts[bin] = (byte)Math.Min(CountMax, count + 1);
        if (step == SeriesStep.Hour)
        {
            var hour = bin % HoursPerDay;
            var seen = _dayCounts[hour];
            _day[hour] += Math.Max(SlowestDayRate, 1f / (seen + 1)) * (float)(beyondLevel - _day[hour]);
            _dayCounts[hour] = (byte)Math.Min(CountMax, seen + 1);
        }
    }

    // Hours of the day from what has been seen of the week; the mean of both is the level.
    private float Fold(float level)
    {
        level = Mean(HoursPerWeek, level);
        for (var hour = 0; hour < HoursPerDay; hour++)
        {
            var (sum, count) = (0f, 0);
            for (var bin = hour; bin < HoursPerWeek; bin += HoursPerDay)
            {
                sum += _weekCounts[bin] == 0 ? 0 : _week[bin] - level;
                count += _weekCounts[bin] == 0 ? 0 : 1;
            }

            (_day[hour], _dayCounts[hour]) = (count == 0 ? 0 : sum / count, (byte)count);
        }

        return level;
    }

    private readonly float Mean(int bins, float otherwise)
    {
        var (sum, count) = (0f, 0);
        for (var bin = 0; bin < bins; bin++)
        {
            sum += _weekCounts[bin] == 0 ? 0 : _week[bin];
            count += _weekCounts[bin];
        }

        return count == 0 ? otherwise : sum / count;
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
