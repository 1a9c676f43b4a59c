using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Forecasting;

/// <summary>Which days are over and told of in full.</summary>
public static class CompleteDays
{
    /// <summary>How many days an account's charges may be behind those of others.</summary>
    public const int LateDays = 7;

    /// <summary>
    /// How long after its end the newest day that has charges is waited for: charges of its last hours come late. A day
    /// after which another has been charged is not.
    /// </summary>
    public const int LateSeconds = 6 * LedgerTime.SecondsPerHour;

    /// <summary>
    /// The newest day that all accounts have come to: one that is late makes the others wait, one that has been silent for
    /// longer than <see cref="LateDays"/> has stopped.
    /// </summary>
    /// <param name="newestByAccount">The newest day with a charge of each account.</param>
    /// <returns>Null without accounts.</returns>
    public static int? NewestOf(IEnumerable<int> newestByAccount)
    {
        var days = newestByAccount.ToList();
        return days.Count == 0 ? null : days.Where(day => day >= days.Max() - LateDays).Min();
    }

    /// <summary>The last complete day.</summary>
    /// <param name="newest">The newest day with a charge that is not after today.</param>
    /// <param name="nowSeconds">Unix seconds UTC.</param>
    public static int Last(int newest, long nowSeconds) =>
        LedgerTime.Seconds(newest + 1) + LateSeconds <= nowSeconds ? newest : newest - 1;
}
