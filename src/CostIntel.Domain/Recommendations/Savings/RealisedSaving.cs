using CostIntel.Domain.Forecasting;

namespace CostIntel.Domain.Recommendations.Savings;

/// <summary>
/// What a change has saved: what would have been spent without it, by the forecast of what was spent before, less what was
/// spent.
/// </summary>
/// <param name="Days">Whole days that were measured, from the day after the change.</param>
/// <param name="Spent">What they cost.</param>
/// <param name="Expected">What they would have cost.</param>
/// <param name="Low">In 9 of 10 cases they would have cost at least this.</param>
/// <param name="High">In 9 of 10 cases they would have cost at most this.</param>
/// <param name="Promised">What the recommendation said that these days would save.</param>
public sealed record RealisedSaving(int Days, decimal Spent, decimal Expected, decimal Low, decimal High, decimal Promised)
{
    /// <summary>Days of which a saving is measured at most.</summary>
    public const int DaysMax = Forecaster.DaysAheadMax;

    /// <summary>Fewer days before a change are too few to forecast from.</summary>
    public const int DaysBeforeMin = 7;

    // Between the tenth and the ninetieth percentile lie 80 of 100 cases.
    private const double Level = 0.8;
    private const int Digits = 6;
    private const decimal DaysPerMonth = 730m / 24;

    /// <summary>What was saved.</summary>
    public decimal Saved => Expected - Spent;

    /// <summary>In 9 of 10 cases at least this was saved.</summary>
    public decimal SavedLow => Low - Spent;

    /// <summary>In 9 of 10 cases at most this was saved.</summary>
    public decimal SavedHigh => High - Spent;

    /// <summary>Measures.</summary>
    /// <param name="firstDay">Number of the first day of <paramref name="dailyCosts"/>.</param>
    /// <param name="dailyCosts">Costs of consecutive complete days, before and after the change.</param>
    /// <param name="appliedDay">The day on which it was changed; it belongs to neither side.</param>
    /// <param name="promisedPerMonth">What was said that a month would save.</param>
    /// <param name="elsewhere">What is paid under another name when the resource itself is gone.</param>
    /// <returns>Null when fewer than <see cref="DaysBeforeMin"/> days are known before it, or none after it.</returns>
    public static RealisedSaving? Measure(
        int firstDay, IReadOnlyList<decimal> dailyCosts, int appliedDay, decimal promisedPerMonth, PaidElsewhere elsewhere = default)
    {
        var before = Math.Min(appliedDay - firstDay, dailyCosts.Count);
        // The change itself is the first day of the forecast.
        var after = Math.Min(dailyCosts.Count - before - 1, DaysMax - 1);
        if (before < DaysBeforeMin || after < 1)
        {
            return null;
        }

        var history = ForecastHistory.OfDays(firstDay, [.. dailyCosts.Take(before).Select(cost => (double)cost)]);
        if (Forecaster.Fit(history) is not { } forecaster)
        {
            return null;
        }

        var forecast = forecaster.At(Level).Sum(appliedDay + 1, appliedDay + 1 + after);
        var spent = dailyCosts.Skip(before + 1).Take(after).Sum();
        if (spent == 0)
        {
            spent = (elsewhere.PriceRatio * Money(forecast.Expected)) + (elsewhere.PerMonth / DaysPerMonth * after);
        }

        return new(
            after,
            spent,
            Money(forecast.Expected),
            Money(forecast.Low),
            Money(forecast.High),
            promisedPerMonth / DaysPerMonth * after);
    }

    private static decimal Money(double amount) => Math.Round((decimal)amount, Digits);
}

/// <summary>
/// What a change leaves to be paid under another name, when its resource is replaced by another one or a copy is kept of it:
/// as the recommendation reckoned, since nobody knows the other's name.
/// </summary>
/// <param name="PriceRatio">Of what would have been spent, so much.</param>
/// <param name="PerMonth">And so much a month.</param>
public readonly record struct PaidElsewhere(decimal PriceRatio, decimal PerMonth);
