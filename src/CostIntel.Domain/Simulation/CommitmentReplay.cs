using CostIntel.Domain.Ledger;
using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Simulation;

/// <summary>What days of many resources would have cost with a commitment to a cost an hour.</summary>
/// <param name="Floor">What the resources together cost in an hour, but for the lowest twentieth of the hours.</param>
/// <param name="CommittedPerHour">What is committed to: cost an hour at prices on demand.</param>
/// <param name="Costs">The days, before and after.</param>
/// <param name="UsedPercent">How much of the commitment was used, of the hours that are known one by one.</param>
public sealed record CommitmentReplay(decimal Floor, decimal CommittedPerHour, CostReplay Costs, decimal UsedPercent)
{
    private const int Digits = 12;
    private const int LeftOutOf = 20;
    private const decimal Percent = 100;

    /// <summary>Replays a commitment.</summary>
    /// <param name="firstDay">Number of the first day.</param>
    /// <param name="days">What each day cost.</param>
    /// <param name="hours">What each of the last hours cost, up to the end of the last day; whole days.</param>
    /// <param name="floorHours">How many of these, from the first on, the floor is looked for in.</param>
    /// <param name="share">Share of the floor that is committed to.</param>
    /// <param name="priceRatio">Price under the commitment to that on demand.</param>
    public static CommitmentReplay Of(
        int firstDay, IReadOnlyList<decimal> days, IReadOnlyList<decimal> hours, int floorHours, decimal share, decimal priceRatio)
    {
        var sorted = hours.Take(floorHours).Order().ToArray();
        var floor = sorted.Length == 0 ? 0 : Math.Max(0, sorted[sorted.Length / LeftOutOf]);
        var committed = Math.Round(share * floor, Digits);
        var after = new decimal[days.Count];
        var unknown = days.Count - (hours.Count / LedgerTime.HoursPerDay);
        var used = 0m;
        for (var day = 0; day < days.Count; day++)
        {
            var covered = day < unknown
                ? Math.Clamp(days[day], 0, committed * LedgerTime.HoursPerDay)
                : CoveredOf(hours, (day - unknown) * LedgerTime.HoursPerDay, committed);
            used += day < unknown ? 0 : covered;
            after[day] = Math.Round(days[day] - covered + (committed * LedgerTime.HoursPerDay * priceRatio), Digits);
        }

        var paid = committed * hours.Count;
        return new(floor, committed, new(firstDay, days, after, hours.Count), paid == 0 ? 0 : Percent * used / paid);
    }

    /// <summary>What is paid at once when the term is paid upfront.</summary>
    /// <param name="priceRatio">Price under the commitment to that on demand.</param>
    /// <param name="months">The term.</param>
    public decimal UpfrontCost(decimal priceRatio, int months) =>
        Math.Round(CommittedPerHour * priceRatio * CostHistory.HoursPerMonth * months, Digits);

    private static decimal CoveredOf(IReadOnlyList<decimal> hours, int first, decimal committed)
    {
        var covered = 0m;
        for (var i = first; i < first + LedgerTime.HoursPerDay; i++)
        {
            covered += Math.Clamp(hours[i], 0, committed);
        }

        return covered;
    }
}
