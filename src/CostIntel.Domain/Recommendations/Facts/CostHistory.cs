namespace CostIntel.Domain.Recommendations.Facts;

/// <summary>
/// What a resource was charged for usage in one currency: effective costs and consumed quantities of consecutive
/// complete UTC days, and of the last of them by hour.
/// </summary>
/// <param name="FirstDay">Number of the first day, see <see cref="Ledger.LedgerTime.Day(long)"/>.</param>
/// <param name="DailyCosts">One a day; days without charges are 0.</param>
/// <param name="DailyQuantities">One a day, in the unit that costs most.</param>
/// <param name="FirstHour">Number of the first hour, see <see cref="Ledger.LedgerTime.Hour(long)"/>.</param>
/// <param name="HourlyCosts">One an hour, up to the end of the last day; empty when hours are not known.</param>
/// <param name="HourlyQuantities">One an hour, in the unit that costs most.</param>
public sealed record CostHistory(
    int FirstDay,
    IReadOnlyList<decimal> DailyCosts,
    IReadOnlyList<decimal> DailyQuantities,
    int FirstHour,
    IReadOnlyList<decimal> HourlyCosts,
    IReadOnlyList<decimal> HourlyQuantities)
{
    /// <summary>Hours that a month is reckoned with, as estimates of cloud costs usually are.</summary>
    public const int HoursPerMonth = 730;

    private const int HoursPerDay = 24;

    /// <summary>Nothing was charged.</summary>
    public static CostHistory None { get; } = new(0, [], [], 0, [], []);

    /// <summary>Days that are known.</summary>
    public int Days => DailyCosts.Count;

    /// <summary>The mean cost of an hour over the last days.</summary>
    /// <param name="days">How many days; all there are when there are fewer.</param>
    public decimal CostPerHour(int days)
    {
        var taken = Math.Min(days, Days);
        var sum = 0m;
        for (var day = Days - taken; day < Days; day++)
        {
            sum += DailyCosts[day];
        }

        return taken == 0 ? 0 : sum / (taken * HoursPerDay);
    }

    /// <summary>What a month costs as the last days went, at 730 hours a month.</summary>
    /// <param name="days">How many days; all there are when there are fewer.</param>
    public decimal CostPerMonth(int days) => CostPerHour(days) * HoursPerMonth;
}
