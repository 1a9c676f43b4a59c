using CostIntel.Domain.Incidents;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Simulation;

/// <summary>What a change of a resource is worth, from its recent past.</summary>
public static class SavingEstimator
{
    private const int Digits = 6;

    /// <summary>
    /// Replays the look-back under the change and scales it to a month of 730 hours. The interval comes from how days
    /// differ beyond the week, from the error of the price and from how few days there are. Amounts are rounded to a
    /// millionth; all are 0 when no complete day is known.
    /// </summary>
    /// <param name="facts">The resource.</param>
    /// <param name="change">What differs.</param>
    /// <param name="lookBackDays">How many complete days are looked at, at least 1; days before its first charge do not
    /// count.</param>
    public static SavingEstimate Of(ResourceFacts facts, Change change, int lookBackDays)
    {
        var replay = CostReplay.Of(facts, change, lookBackDays);
        return Of(replay, SavingSpread.Of(replay, change.PriceError));
    }

    /// <summary>The same of days that have been replayed.</summary>
    internal static SavingEstimate Of(CostReplay replay, SavingSpread spread)
    {
        var (before, after) = (PerMonth(replay.Before), PerMonth(replay.After));
        var expected = before - after;
        var half = MoneyAtStake.Money(spread.HalfWidth);
        return new(before, after, new Saving(expected - half, expected, expected + half));
    }

    /// <summary>What a month costs when it goes on like these days.</summary>
    internal static decimal PerMonth(IReadOnlyList<decimal> days)
    {
        var sum = 0m;
        for (var i = 0; i < days.Count; i++)
        {
            sum += days[i];
        }

        return days.Count == 0 ? 0
            : Math.Round(sum * CostHistory.HoursPerMonth / (days.Count * LedgerTime.HoursPerDay), Digits);
    }
}
