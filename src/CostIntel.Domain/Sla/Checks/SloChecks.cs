using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Sla.Checks;

/// <summary>Picks the prediction that suits an SLO's metric.</summary>
internal static class SloChecks
{
    private const int MonthDays = 31;

    /// <summary>Whether the SLO is at risk.</summary>
    /// <param name="facts">What was measured of the resource.</param>
    /// <param name="change">What would differ; something that goes on running.</param>
    /// <param name="status">The SLO.</param>
    public static SlaFinding Judge(Measured facts, Change change, SloStatus status)
    {
        var slo = status.Slo;
        if (IsAvailability(slo))
        {
            return AvailabilityCheck.Judge(change, status);
        }

        if (facts.Metric(slo.Metric) is not { Samples: > 0 } metric)
        {
            return SlaText.Remark(slo.Id, SlaOutcome.Flagged, $"{slo.Metric} has never been measured, so its objective cannot be judged");
        }

        return (slo.Bound, slo.Metric) switch
        {
            (SloBound.AtMost, "latency.p50" or "latency.p95" or "latency.p99") => LatencyCheck.Judge(facts, change, slo, metric),
            (SloBound.AtMost, "cpu.utilization" or "cpu.used") => Utilisation(facts, slo, metric, change.CpuRatio, isPeak: false),
            (SloBound.AtMost, "gpu.utilization" or "gpu.memory.utilization") =>
                Utilisation(facts, slo, metric, change.GpuRatio, isPeak: false),
            (SloBound.AtMost, "memory.utilization" or "memory.used") => Utilisation(facts, slo, metric, change.MemoryRatio, isPeak: true),
            (SloBound.AtLeast, "requests" or "connections") => ThroughputCheck.JudgeRequests(facts, change, slo, metric),
            (SloBound.AtLeast, _) when IsInputOutput(slo.Metric) => ThroughputCheck.JudgeInputOutput(facts, change, slo, metric),
            (SloBound.AtMost, _) when IsDemand(slo.Metric) => SlaText.Remark(
                slo.Id, SlaOutcome.Passed, $"{slo.Metric} is what is asked of the resource, which the change does not alter"),
            _ => SlaText.Remark(slo.Id, SlaOutcome.Flagged, $"how {slo.Metric} follows from the change is not known"),
        };
    }

    /// <summary>True for an objective that minutes away count against.</summary>
    public static bool IsAvailability(Slo slo) => slo is { Metric: "availability" or "running", Bound: SloBound.AtLeast };

    private static bool IsInputOutput(string metric) =>
        metric.StartsWith("network.", StringComparison.Ordinal) || metric.StartsWith("disk.", StringComparison.Ordinal);

    private static bool IsDemand(string metric) => metric is "requests" or "connections" || IsInputOutput(metric);

    private static SlaFinding Utilisation(Measured facts, Slo slo, MetricFacts metric, double ratio, bool isPeak)
    {
        var value = isPeak ? metric.Profile.PeakOfDays(MonthDays) : metric.Profile.Quantile(slo.Objective);
        var statistic = isPeak ? "largest of a month" : SlaText.Of($"p{100 * slo.Objective:0.###}");
        // A limit in bytes or processors was set for the capacity of today, and shrinks with it.
        return Headroom.Judge(
            new(slo.Id, statistic, value, ratio, slo.Threshold, SlaText.UnitOf(slo.Metric)), metric, facts.NowSeconds);
    }
}
