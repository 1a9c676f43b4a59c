using CostIntel.Domain.Incidents;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;

namespace CostIntel.Domain.Forecasting;

/// <summary>What a UTC calendar month will come to: what is known of it exactly, and the forecast of the rest.</summary>
/// <param name="FirstDay">The month's first day.</param>
/// <param name="Days">How many days it has.</param>
/// <param name="CompleteDays">How many of them are complete.</param>
/// <param name="ToDate">What the complete days cost; exact.</param>
/// <param name="OpenToDate">What was charged so far on days that are not complete; exact, part of the rest.</param>
/// <param name="Expected">The whole month; an estimate as long as days are missing.</param>
/// <param name="Low">The month comes to between here</param>
/// <param name="High">and here as often as the level says.</param>
/// <param name="RunRate">The month at the mean of its complete days, without week or trend; null before one.</param>
public sealed record MonthProjection(
    int FirstDay,
    int Days,
    int CompleteDays,
    decimal ToDate,
    decimal OpenToDate,
    decimal Expected,
    decimal Low,
    decimal High,
    decimal? RunRate)
{
    private const int Digits = 6;

    /// <summary>Projects a month.</summary>
    /// <param name="month">See <see cref="LedgerTime.MonthOfDay"/>.</param>
    /// <param name="charged">What was charged on each day of the month so far.</param>
    /// <param name="lastDay">The last complete day; that of the forecaster.</param>
    /// <param name="band">The forecast; null when there is none, which only a complete month can do without.</param>
    /// <returns>Null when days are missing and there is no forecast of them.</returns>
    /// <exception cref="ArgumentException">There are not as many amounts as days.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The month ends more than 90 days after <paramref name="lastDay"/>.</exception>
    public static MonthProjection? Of(int month, ReadOnlySpan<decimal> charged, int lastDay, ForecastBand? band)
    {
        var first = LedgerTime.FirstDayOfMonth(month);
        var days = LedgerTime.FirstDayOfMonth(month + 1) - first;
        if (charged.Length != days)
        {
            throw new ArgumentException($"A month of {days} days has {charged.Length} amounts.", nameof(charged));
        }

        var complete = Math.Clamp(lastDay + 1 - first, 0, days);
        if (complete < days && band is null)
        {
            return null;
        }

        var (toDate, open) = (Sum(charged[..complete]), Sum(charged[complete..]));
        var rest = complete < days ? Rest(first + complete, charged[complete..], band!) : default;
        return new(
            first,
            days,
            complete,
            toDate,
            open,
            toDate + MoneyAtStake.Money(rest.Expected),
            toDate + MoneyAtStake.Money(rest.Low),
            toDate + MoneyAtStake.Money(rest.High),
            complete == 0 ? null : Math.Round(toDate / complete * days, Digits));
    }

    // What a day that is not complete has been charged already it will not lose, however little was expected of it.
    private static ForecastPoint Rest(int from, ReadOnlySpan<decimal> charged, ForecastBand band)
    {
        var rest = band.Sum(from, from + charged.Length);
        var beyond = 0.0;
        for (var i = 0; i < charged.Length; i++)
        {
            beyond += charged[i] > 0 ? Math.Max(0, (double)charged[i] - band.Day(from + i).Expected) : 0;
        }

        return new(from, rest.Expected + beyond, rest.Low + beyond, rest.High + beyond);
    }

    private static decimal Sum(ReadOnlySpan<decimal> amounts)
    {
        var sum = 0m;
        foreach (var amount in amounts)
        {
            sum = ExactDecimal.AddOrRound(sum, amount);
        }

        return sum;
    }
}
