using System.Runtime.CompilerServices;

namespace CostIntel.Domain.Detection.Costs;

/// <summary>What the last three days of a month usually have beyond the rest, on the log scale.</summary>
internal struct MonthEnd
{
    private const int DaysKnown = 3;
    private const int HoursPerDay = 24;
    private const int HoursAfter = 6;
    private const int None = -1;
    private const int LastDay = 2_900_000;

    private Days _beyond;
    private Days _before;
    private int _day;
    private sbyte _left;
    private sbyte _seen;
    private sbyte _after;

    /// <summary>True when the last slot that was learnt is one of the last days of a month.</summary>
    public readonly bool IsIn => _left != None && _day != 0;

    /// <summary>What a slot has; 0 on other days, and before a month's end has been seen.</summary>
    public readonly double Of(int slot, SeriesStep step)
    {
        var left = LeftOf(slot, step);
        return left == None || _seen == 0 ? 0 : _beyond[left];
    }

    /// <summary>Learns what a slot had beyond level and season; true on the last days of a month.</summary>
    public bool Learn(int slot, SeriesStep step, double beyond)
    {
        var left = LeftOf(slot, step);
        var wasIn = IsIn;
        (_left, _day) = ((sbyte)left, DayOf(slot, step));
        if (left == None)
        {
            LearnAfter(beyond, step, wasIn);
            return false;
        }

        _before = wasIn ? _before : _beyond;
        var rate = step == SeriesStep.Hour ? 0.1f : 0.9f;
        _beyond[left] += rate * (float)(Math.Clamp(beyond, 0, 1.5) - _beyond[left]);
        _seen = (sbyte)(left == 0 ? 1 : _seen);
        return true;
    }

    // What goes on in the next month was not the month's end.
    private void LearnAfter(double beyond, SeriesStep step, bool wasIn)
    {
        var enough = step == SeriesStep.Hour ? HoursAfter : 1;
        _after = (sbyte)(wasIn ? 0 : _after);
        if (_after >= enough)
        {
            return;
        }

        _after = (sbyte)(_beyond[0] > 0 && beyond > _beyond[0] / 2 ? _after + 1 : enough);
        if (_after == enough && beyond > _beyond[0] / 2)
        {
            _beyond = _before;
        }
    }

    private static int DayOf(int slot, SeriesStep step) => step == SeriesStep.Hour ? slot / HoursPerDay : slot;

    // The calendar is asked once a day.
    private readonly int LeftOf(int slot, SeriesStep step)
    {
        var day = DayOf(slot, step);
        if (day == _day)
        {
            return _left;
        }

        if (day is < 0 or > LastDay)
        {
            return None;
        }

        var date = DateTime.UnixEpoch.AddDays(day);
        var left = DateTime.DaysInMonth(date.Year, date.Month) - date.Day;
        return left < DaysKnown ? left : None;
    }

    [InlineArray(DaysKnown)]
    private struct Days
    {
        private float _first;
    }
}
