using CostIntel.Domain.Forecasting;
using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Tests.Forecasting;

/// <summary>Histories of daily costs for tests.</summary>
internal static class DayCosts
{
    /// <summary>A Monday, and the first of a month.</summary>
    public static readonly int Start = LedgerTime.Day(new DateOnly(2024, 1, 1));

    public static Forecaster Fit(double[] days) =>
        Forecaster.Fit(ForecastHistory.OfDays(Start, days)) ?? throw new InvalidOperationException("No day is known.");

    public static double[] Of(int count, Func<int, double> costs) => [.. Enumerable.Range(0, count).Select(costs)];

    public static bool IsWeekend(int index) => DateAt(index).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    public static DateOnly DateAt(int index) => LedgerTime.Date(Start + index);

    /// <summary>A little noise, the same for the same day: -1 to 1.</summary>
    public static double Noise(int index) => (((index * 7_919) + 13) % 23 / 11.0) - 1;
}
