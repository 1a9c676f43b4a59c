using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Sla.Checks;

/// <summary>Looks at processors, memory and GPUs of which a change leaves less, where no SLO says how full they may be.</summary>
internal static class DefaultHeadroom
{
    private const double Percent = 100;
    private const double P99 = 0.99;
    private const int MonthDays = 31;

    /// <summary>One finding for each capacity that shrinks.</summary>
    /// <param name="facts">What was measured of the resource.</param>
    /// <param name="change">What would differ.</param>
    /// <param name="covered">Metrics that an SLO covers.</param>
    public static IEnumerable<SlaFinding> Judge(Measured facts, Change change, IReadOnlySet<string> covered)
    {
        if (change.CpuRatio < 1 && !covered.Contains("cpu.utilization"))
        {
            yield return Utilisation(facts, "cpu.utilization", change.CpuRatio, SlaLimits.CpuPercent, isPeak: false)
                ?? OfRequest(facts, "cpu", change.CpuRatio, SlaLimits.CpuPercent, isPeak: false)
                ?? Unknown("cpu.utilization");
        }

        if (change.MemoryRatio < 1 && !covered.Contains("memory.utilization") && !covered.Contains("memory.used"))
        {
            yield return Utilisation(facts, "memory.utilization", change.MemoryRatio, SlaLimits.MemoryPercent, isPeak: true)
                ?? OfRequest(facts, "memory", change.MemoryRatio, SlaLimits.MemoryPercent, isPeak: true)
                ?? Unknown("memory.utilization");
        }

        if (change.GpuRatio < 1 && !covered.Contains("gpu.utilization"))
        {
            yield return Utilisation(facts, "gpu.utilization", change.GpuRatio, SlaLimits.GpuPercent, isPeak: false)
                ?? Unknown("gpu.utilization");
        }
    }

    private static string SubjectOf(string metric) => $"headroom {metric}";

    private static SlaFinding? Utilisation(Measured facts, string name, double ratio, double limit, bool isPeak)
    {
        if (facts.Metric(name) is not { Samples: > 0 } metric)
        {
            return null;
        }

        var (statistic, value) = Of(metric, isPeak);
        return Headroom.Judge(new(SubjectOf(name), statistic, value, ratio, limit, "%"), metric, facts.NowSeconds);
    }

    // A container has no capacity of its own but what it asked for.
    private static SlaFinding? OfRequest(Measured facts, string kind, double ratio, double limit, bool isPeak)
    {
        if (facts.Metric($"{kind}.used") is not { Samples: > 0 } used
            || facts.Metric($"{kind}.requested") is not { LastValue: > 0 } requested)
        {
            return null;
        }

        var (statistic, value) = Of(used, isPeak);
        var perUnit = Percent / requested.LastValue;
        var load = new Headroom.Load(
            SubjectOf(used.Name), $"{statistic} of what is requested", value * perUnit, ratio, limit, "%", perUnit);
        return Headroom.Judge(load, used, facts.NowSeconds);
    }

    private static (string Statistic, double Value) Of(MetricFacts metric, bool isPeak) =>
        isPeak ? ("largest of a month", metric.Profile.PeakOfDays(MonthDays)) : ("p99", metric.Profile.Quantile(P99));

    private static SlaFinding Unknown(string metric) => SlaText.Remark(
        SubjectOf(metric), SlaOutcome.Flagged, $"{metric} has never been measured, so whether what is left suffices is not known");
}
