using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Forecasting;

/// <summary>Which days are over and told of in full.</summary>
public static class CompleteDays
{
    /// <summary>
    /// How long after its end the newest day that has charges is waited for: charges of its last hours come late. A day
    /// after which another has been charged is not.
    /// </summary>
    public const int LateSeconds = 6 * LedgerTime.SecondsPerHour;

    /// <summary>The last complete day.</summary>
    /// <param name="newest">The newest day with a charge that is not after today.</param>
    /// <param name="nowSeconds">Unix seconds UTC.</param>
    public static int Last(int newest, long nowSeconds) =>
        LedgerTime.Seconds(newest + 1) + LateSeconds <= nowSeconds ? newest : newest - 1;
}
