using System.Runtime.CompilerServices;

namespace CostIntel.Domain.Detection.Costs;

/// <summary>
/// Charges that came at once, far beyond what a slot usually has: at the same time of the next month, one of about the
/// same size is a fee and no anomaly. The oldest is forgotten first.
/// </summary>
internal struct MonthlyCharges
{
    private const int Capacity = 3;
    private const int HoursPerDay = 24;
    private const int LastDay = 2_900_000;
    private const float Similar = 1.5f;

    private Charges _charges;
    private byte _next;

    /// <summary>The charge that comes at the time of the month of a slot; 0 for none.</summary>
    public readonly double Of(int slot, SeriesStep step)
    {
        var index = IndexOf(TimeOf(slot, step));
        return index < 0 ? 0 : _charges[index].Amount;
    }

    /// <summary>True when that is what was charged beyond the usual at this time of the month before.</summary>
    public readonly bool Explain(int slot, SeriesStep step, double beyond)
    {
        var amount = Of(slot, step);
        return amount > 0 && beyond < Similar * amount && beyond > amount / Similar;
    }

    /// <summary>Notes a charge.</summary>
    public void Note(int slot, SeriesStep step, double amount)
    {
        var time = TimeOf(slot, step);
        var index = IndexOf(time);
        if (index < 0)
        {
            index = _next;
            _next = (byte)((_next + 1) % Capacity);
        }

        _charges[index] = new() { Time = time, Amount = (float)amount };
    }

    // Day and hour in the month, from 1: what has not been written is 0.
    private static int TimeOf(int slot, SeriesStep step)
    {
        var (day, hour) = step == SeriesStep.Hour ? Math.DivRem(slot, HoursPerDay) : (slot, 0);
        return day is < 0 or > LastDay ? -1 : (DateTime.UnixEpoch.AddDays(day).Day * HoursPerDay) + hour;
    }

    private readonly int IndexOf(int time)
    {
        for (var i = 0; i < Capacity; i++)
        {
            if (_charges[i].Time == time)
            {
                return i;
            }
        }

        return -1;
    }

    private struct Charge
    {
        public int Time;
        public float Amount;
    }

    [InlineArray(Capacity)]
    private struct Charges
    {
        private Charge _first;
    }
}
