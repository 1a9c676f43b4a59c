using CostIntel.Domain.Charges;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents.Rules;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Simulation;
using CostIntel.Domain.Sla;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Bench.Simulation;

/// <summary>Resources that are busy in office hours, with processors and latency measured every half hour for four weeks.</summary>
internal static class MadeFleet
{
    private const int HourDays = 15;
    private const int MetricDays = 28;
    private static readonly int Today = LedgerTime.Day(new DateOnly(2026, 11, 16));

    public static IReadOnlyList<Slo> Slos { get; } =
    [
        new("headroom", Scope.Everything, "cpu.utilization", SloBound.AtMost, 80, 0.99, 30),
        new("speed", Scope.Everything, "latency.p95", SloBound.AtMost, 200, 0.99, 30),
    ];

    public static ResourceFacts Resource(int number, int days)
    {
        var random = new SimulationRandom((ulong)number);
        var price = (decimal)(0.05 + random.Uniform());
        var hours = Enumerable.Range((Today - days) * 24, days * 24)
            .Select(hour => price * (IsBusy(hour) ? 1 : 0.2m) * Math.Round((decimal)(0.9 + (0.2 * random.Uniform())), 4))
            .ToArray();
        var daily = hours.Chunk(24).Select(day => day.Sum()).ToArray();
        var kept = hours[^(HourDays * 24)..];
        var series = Series(number);
        return new ResourceFacts
        {
            Key = series.ResourceKey(AccountKey.Parse("default/aws/1").Tenant),
            Description = series,
            Currency = series.Currency,
            Costs = new CostHistory(Today - days, daily, [.. daily.Select(_ => 24m)], (Today - HourDays) * 24, kept, [.. kept.Select(_ => 1m)]),
            Metrics = [Metric("cpu.utilization", 35, 10, random), Metric("latency.p95", 90, 40, random)],
            NowSeconds = LedgerTime.Seconds(Today),
            FirstChargeSeconds = LedgerTime.Seconds(Today - days),
            LastChargeSeconds = LedgerTime.Seconds(Today),
        };
    }

    /// <summary>A resource of which the days alone are known.</summary>
    public static ResourceFacts OfDays(decimal[] daily)
    {
        var series = Series(0);
        return new ResourceFacts
        {
            Key = series.ResourceKey(AccountKey.Parse("default/aws/1").Tenant),
            Description = series,
            Currency = series.Currency,
            Costs = new CostHistory(Today - daily.Length, daily, daily, Today * 24, [], []),
            NowSeconds = LedgerTime.Seconds(Today),
            FirstChargeSeconds = LedgerTime.Seconds(Today - daily.Length),
            LastChargeSeconds = LedgerTime.Seconds(Today),
        };
    }

    private static ChargeSeries Series(int number) => new()
    {
        Provider = "aws",
        BillingAccountId = "1",
        ResourceId = $"i-{number}",
        ServiceName = "Compute",
        ChargeCategory = "Usage",
        Currency = Currency.TryParse("USD", out var dollar) ? dollar : default,
    };

    private static MetricFacts Metric(string name, double busy, double idle, SimulationRandom random)
    {
        var profile = new MetricProfile();
        var start = LedgerTime.Seconds(Today - MetricDays);
        for (var second = start; second < LedgerTime.Seconds(Today); second += 1_800)
        {
            profile.Add(second, (IsBusy(LedgerTime.Hour(second)) ? busy : idle) * (0.8 + (0.4 * random.Uniform())));
        }

        return new(name, profile, MetricDays * 48, start, LedgerTime.Seconds(Today), busy);
    }

    private static bool IsBusy(int hour)
    {
        var hourOfWeek = WeekShape.HourOfWeek((long)hour * LedgerTime.SecondsPerHour);
        return hourOfWeek / 24 < 5 && hourOfWeek % 24 is >= 8 and < 18;
    }
}
