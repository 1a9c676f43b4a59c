using CostIntel.Domain.Ledger;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Simulation;

/// <summary>
/// What days of a resource cost, and what they would have cost under a change. Every hour is replayed: those that are
/// kept one by one as they were, those of older days, of which the total alone is kept, after the resource's shape of
/// the week. Totals of days are exact either way.
/// </summary>
/// <param name="FirstDay">Number of the first day.</param>
/// <param name="Before">What each day cost.</param>
/// <param name="After">What it would have cost; a one-time cost is not part of it.</param>
/// <param name="ExactHours">How many hours were known one by one.</param>
public sealed record CostReplay(
    int FirstDay, IReadOnlyList<decimal> Before, IReadOnlyList<decimal> After, int ExactHours)
{
    // Far finer than any price, and short enough for the sums of a year to stay exact.
    private const int Digits = 12;

    /// <summary>How many days.</summary>
    public int Days => Before.Count;

    /// <summary>How many hours were taken from the shape of the week.</summary>
    public int ModelledHours => (Days * LedgerTime.HoursPerDay) - ExactHours;

    /// <summary>Replays the last days.</summary>
    /// <param name="facts">The resource; days before its first charge are left out.</param>
    /// <param name="change">What differs.</param>
    /// <param name="days">How many complete days, at least 1; all there are when there are fewer.</param>
    public static CostReplay Of(ResourceFacts facts, Change change, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var costs = facts.Costs;
        var skipped = Math.Clamp(LedgerTime.Day(facts.FirstChargeSeconds) - costs.FirstDay, 0, costs.Days);
        var first = Math.Max(skipped, costs.Days - days);
        var before = new decimal[costs.Days - first];
        var after = new decimal[before.Length];
        var added = Math.Round(change.AddedPerMonth * LedgerTime.HoursPerDay / CostHistory.HoursPerMonth, Digits);
        var running = new RunningCosts(costs, change.Runs);
        for (var i = 0; i < before.Length; i++)
        {
            before[i] = costs.DailyCosts[first + i];
            after[i] = Math.Round(change.PriceRatio * running.Of(first + i), Digits) + added;
        }

        return new(costs.FirstDay + first, before, after, ExactHoursOf(costs, first));
    }

    private static int ExactHoursOf(CostHistory costs, int first)
    {
        var count = 0;
        for (var i = first; i < costs.Days; i++)
        {
            count += RunningCosts.AreHoursKnown(costs, i) ? LedgerTime.HoursPerDay : 0;
        }

        return count;
    }

    /// <summary>What days cost in the hours in which something would run.</summary>
    private sealed class RunningCosts(CostHistory costs, WeekHours runs)
    {
        private readonly bool _isAlways = runs == WeekHours.Always;
        private readonly bool _isNever = runs == WeekHours.Never;
        private DayShares? _shares;

        public static bool AreHoursKnown(CostHistory costs, int index)
        {
            var hour = FirstHourOf(costs, index);
            return hour >= 0 && hour + LedgerTime.HoursPerDay <= costs.HourlyCosts.Count;
        }

        public decimal Of(int index)
        {
            var total = costs.DailyCosts[index];
            if (_isAlways || _isNever)
            {
                return _isAlways ? total : 0;
            }

            var day = costs.FirstDay + index;
            return AreHoursKnown(costs, index)
                ? OfHours(index, day, total)
                : total * (_shares ??= new DayShares(costs, runs)).Of(day);
        }

        private static int FirstHourOf(CostHistory costs, int index) =>
            ((costs.FirstDay + index) * LedgerTime.HoursPerDay) - costs.FirstHour;

        private decimal OfHours(int index, int day, decimal total)
        {
            var (first, hourOfWeek) = (FirstHourOf(costs, index), WeekShape.HourOfWeek(LedgerTime.Seconds(day)));
            var (inside, all) = (0m, 0m);
            var hours = DayShares.HoursOf(costs).Slice(first, LedgerTime.HoursPerDay);
            for (var i = 0; i < hours.Length; i++)
            {
                all += hours[i];
                if (runs.Contains(hourOfWeek + i))
                {
                    inside += hours[i];
                }
            }

            // What a day was charged as a whole belongs to no hour.
            return all == total ? inside : inside + ((total - all) * DayShares.EvenShare(runs, DayShares.DayOfWeek(day)));
        }
    }
}
