using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Sla.Checks;

/// <summary>Predicts response times: longer queues on less capacity, and longer ways.</summary>
internal static class LatencyCheck
{
    private const double Percent = 100;
    private const double P95 = 0.95;

    /// <summary>Whether a latency objective is at risk.</summary>
    public static SlaFinding Judge(Measured facts, Change change, Slo slo, MetricFacts latency)
    {
        var before = latency.Profile.Quantile(slo.Objective);
        if (change.CpuRatio >= 1)
        {
            return Finding(slo, before, before * change.LatencyRatio, Way(slo, before, change), change.LatencyRatio > 1)
                .Doubted(latency, facts.NowSeconds);
        }

        if (facts.Metric("cpu.utilization") is not { Samples: > 0 } cpu)
        {
            return SlaText.Remark(
                slo.Id, SlaOutcome.Flagged, $"cpu.utilization has never been measured, so {slo.Metric} cannot be predicted");
        }

        return Queued(change, slo, before, cpu.Profile.Quantile(P95) / Percent)
            .Doubted(latency, facts.NowSeconds)
            .Doubted(cpu, facts.NowSeconds);
    }

    private static SlaFinding Queued(Change change, Slo slo, double before, double busy)
    {
        var after = Queueing.BusyAfter(busy, change.CpuRatio);
        var busyText = SlaText.Of(
            $"p95 cpu {Percent * busy:0.#}% / {SlaText.Number(change.CpuRatio)} of the capacity = {Percent * after:0.#}%");
        if (Queueing.ResponseRatio(busy, change.CpuRatio) is not { } slower)
        {
            return new(
                slo.Id, SlaOutcome.Blocked, before, double.PositiveInfinity, slo.Threshold, "ms",
                $"{busyText}: the work does not fit, so the queue has no end");
        }

        var queue = SlaText.Of($"{Way(slo, before, change)} × (1 - {busy:0.00}) / (1 - {after:0.00})");
        return Finding(slo, before, before * slower * change.LatencyRatio, $"{busyText}; {queue}", isSlower: true);
    }

    private static string Way(Slo slo, double before, Change change)
    {
        var today = SlaText.Of($"p{Percent * slo.Objective:0.###} {SlaText.Of(before, "ms")}");
        return change.LatencyRatio.Equals(1.0) ? today : $"{today} × {SlaText.Number(change.LatencyRatio)}";
    }

    private static SlaFinding Finding(Slo slo, double before, double predicted, string sum, bool isSlower)
    {
        var outcome = SlaOutcome.Passed;
        if (isSlower && predicted > slo.Threshold)
        {
            outcome = SlaOutcome.Blocked;
        }
        else if (isSlower && predicted > slo.Threshold * (1 - SlaLimits.NearShare))
        {
            outcome = SlaOutcome.Flagged;
        }

        var note = !isSlower && predicted > slo.Threshold ? ", no worse than without the change" : "";
        var arithmetic = SlaText.Of(
            $"{sum} = {SlaText.Of(predicted, "ms")}, at most {SlaText.Of(slo.Threshold, "ms")}{note}");
        return new(slo.Id, outcome, before, predicted, slo.Threshold, "ms", arithmetic);
    }
}
