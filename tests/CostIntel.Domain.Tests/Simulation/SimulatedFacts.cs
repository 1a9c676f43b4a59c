using CostIntel.Domain.Charges;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Tests.Simulation;

/// <summary>Facts of a resource of which a test says what each hour costs. The newest day is a Sunday.</summary>
internal static class SimulatedFacts
{
    public const int HoursPerDay = 24;

    // 2026-11-16 is a Monday.
    public static readonly int Today = LedgerTime.Day(new DateOnly(2026, 11, 16));

    /// <param name="days">Complete days.</param>
    /// <param name="cost">Cost of an hour, by the number of the hour.</param>
    /// <param name="hourDays">How many of the last days are kept by the hour.</param>
    /// <param name="description">What it is.</param>
    public static ResourceFacts Of(
        int days, Func<int, decimal> cost, int hourDays = 15, ChargeSeries? description = null)
    {
        var first = Today - days;
        var kept = Math.Min(hourDays, days);
        var daily = Enumerable.Range(first, days)
            .Select(day => Enumerable.Range(day * HoursPerDay, HoursPerDay).Sum(cost))
            .ToArray();
        decimal[] hourly = [.. Enumerable.Range((Today - kept) * HoursPerDay, kept * HoursPerDay).Select(cost)];
        var series = description ?? TestCharges.Series();
        return new ResourceFacts
        {
            Key = series.ResourceKey(AccountKey.Parse("default/aws/1").Tenant),
            Description = series,
            Currency = series.Currency,
            Costs = new CostHistory(
                first, daily, [.. daily.Select(_ => 24m)], (Today - kept) * HoursPerDay, hourly, [.. hourly.Select(_ => 1m)]),
            NowSeconds = LedgerTime.Seconds(Today) + 3_600,
            FirstChargeSeconds = LedgerTime.Seconds(first),
            LastChargeSeconds = LedgerTime.Seconds(Today),
        };
    }

    public static ResourceFacts Steady(int days = 14, decimal cost = 1) => Of(days, _ => cost);

    /// <summary>A metric of which each hour of the last three weeks had one mean and one peak.</summary>
    public static MetricFacts Metric(string name, Func<int, (double Mean, double Peak)> values)
    {
        var profile = new MetricProfile();
        var start = LedgerTime.Seconds(Today - 21);
        var end = LedgerTime.Seconds(Today) + 3_600;
        for (var second = start; second < end; second += 3_600)
        {
            var (mean, peak) = values(WeekShape.HourOfWeek(second));
            profile.Add(second, (2 * mean) - peak);
            profile.Add(second + 1_800, peak);
        }

        return new(name, profile, (end - start) / 1_800, start, end, 0);
    }
}
