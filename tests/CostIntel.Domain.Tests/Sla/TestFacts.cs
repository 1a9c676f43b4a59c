using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents.Rules;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Sla;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Tests.Sla;

/// <summary>Resources whose metrics are as a test wants them, in samples of ten minutes.</summary>
internal static class TestFacts
{
    // A Monday, 00:00 UTC.
    public const long Start = 1_767_571_200;
    public const int Day = 86_400;

    private const int Step = 600;

    public static ResourceFacts Of(params MetricFacts[] metrics) => At(metrics.Max(metric => (long?)metric.LastSeconds) ?? Start, metrics);

    public static ResourceFacts At(long now, params MetricFacts[] metrics) => new()
    {
        Key = TestCharges.Series().ResourceKey(TenantId.Parse("acme")),
        Description = TestCharges.Series(),
        Currency = TestCharges.Usd,
        Costs = CostHistory.None,
        NowSeconds = now,
        FirstChargeSeconds = Start,
        LastChargeSeconds = now,
        Metrics = metrics,
    };

    public static MetricFacts Metric(string name, double value, int days = 15) => Metric(name, _ => value, days);

    public static MetricFacts Metric(string name, Func<long, double> value, int days = 15)
    {
        var profile = new MetricProfile();
        var (count, last) = (0, 0d);
        for (var seconds = Start; seconds < Start + ((long)days * Day); seconds += Step, count++)
        {
            profile.Add(seconds, last = value(seconds));
        }

        return new(name, profile, count, Start, Start + ((long)days * Day) - Step, last);
    }

    public static Change Smaller(double cpu, double memory = 1) =>
        new() { Action = ActionType.Rightsize, CpuRatio = cpu, MemoryRatio = memory, RestartNeeded = true };

    public static Slo AtMost(string metric, double threshold, double objective = 0.99) =>
        new("slo", Scope.Everything, metric, SloBound.AtMost, threshold, objective, 30);

    public static Slo AtLeast(string metric, double threshold, double objective = 0.99) =>
        new("slo", Scope.Everything, metric, SloBound.AtLeast, threshold, objective, 30);

    public static SloStatus Whole(Slo slo) => new(slo, 1_000, 0);
}
