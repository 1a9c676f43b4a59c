using CostIntel.Domain.Ledger;
using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Simulation;

/// <summary>What a resource cost in each of its last hours, as far as the floor of many resources is looked for in them.</summary>
public static class CommitmentHours
{
    /// <summary>How many of the last days.</summary>
    public const int DaysMax = 14;

    /// <summary>
    /// Whole days, up to the end of the last: hours as they are kept; what is not known by the hour is spread evenly over
    /// its day.
    /// </summary>
    /// <param name="costs">What the resource was charged.</param>
    /// <param name="days">At most so many days.</param>
    public static decimal[] Of(CostHistory costs, int days)
    {
        var count = Math.Min(Math.Min(days, DaysMax), costs.Days);
        var hours = new decimal[count * LedgerTime.HoursPerDay];
        for (var day = 0; day < count; day++)
        {
            var index = costs.Days - count + day;
            Fill(hours.AsSpan(day * LedgerTime.HoursPerDay, LedgerTime.HoursPerDay), costs, index);
        }

        return hours;
    }

    private static void Fill(Span<decimal> hours, CostHistory costs, int index)
    {
        var first = ((costs.FirstDay + index) * LedgerTime.HoursPerDay) - costs.FirstHour;
        var known = 0m;
        for (var i = 0; i < hours.Length; i++)
        {
            hours[i] = first + i >= 0 && first + i < costs.HourlyCosts.Count ? costs.HourlyCosts[first + i] : 0;
            known += hours[i];
        }

        var rest = (costs.DailyCosts[index] - known) / hours.Length;
        for (var i = 0; i < hours.Length; i++)
        {
            hours[i] += rest;
        }
    }
}
