using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Sla.Checks;

/// <summary>Predicts how much still goes through.</summary>
internal static class ThroughputCheck
{
    private const double Percent = 100;
    private const double P99 = 0.99;

    /// <summary>Whether what is asked at the 99th percentile still fits: processors are then busy for less than all of the time.</summary>
    public static SlaFinding JudgeRequests(Measured facts, Change change, Slo slo, MetricFacts requests)
    {
        var unit = SlaText.UnitOf(slo.Metric);
        var asked = requests.Profile.Quantile(P99);
        if (change.CpuRatio >= 1)
        {
            return new SlaFinding(
                slo.Id, SlaOutcome.Passed, asked, asked, slo.Threshold, unit, "processors stay as many and as fast as they are")
                .Doubted(requests, facts.NowSeconds);
        }

        if (facts.Metric("cpu.utilization") is not { Samples: > 0 } cpu)
        {
            return SlaText.Remark(
                slo.Id, SlaOutcome.Flagged, $"cpu.utilization has never been measured, so whether {slo.Metric} still fit is not known");
        }

        var before = cpu.Profile.Quantile(P99);
        var after = Queueing.BusyAfter(before, change.CpuRatio);
        var carried = after <= Percent ? asked : asked * Percent / after;
        var arithmetic =
            $"p99 {SlaText.Of(asked, unit)} make p99 cpu {SlaText.Of(before, "%")} / {SlaText.Number(change.CpuRatio)} of the capacity"
            + $" = {SlaText.Of(after, "%")}, which fits below 100%: {SlaText.Of(carried, unit)} go through";
        return new SlaFinding(slo.Id, OutcomeOf(after / Percent), asked, carried, slo.Threshold, unit, arithmetic)
            .Doubted(requests, facts.NowSeconds)
            .Doubted(cpu, facts.NowSeconds);
    }

    /// <summary>Whether disks or network still carry what the objective asks for; the most ever seen is what they are known to carry.</summary>
    public static SlaFinding JudgeInputOutput(Measured facts, Change change, Slo slo, MetricFacts metric)
    {
        var unit = SlaText.UnitOf(slo.Metric);
        var most = metric.Profile.Max;
        var carried = most * Math.Min(1, change.InputOutputRatio);
        var isLess = change.InputOutputRatio < 1;
        var isEnough = carried >= slo.Threshold;
        var arithmetic = $"the most that was ever carried {SlaText.Of(most, unit)} × {SlaText.Number(Math.Min(1, change.InputOutputRatio))}"
            + $" = {SlaText.Of(carried, unit)}, at least {SlaText.Of(slo.Threshold, unit)}";
        // It may carry more than was ever asked of it, so too little is for a person to judge unless it was shown to be enough.
        var outcome = (isLess, isEnough) switch
        {
            (false, _) or (true, true) => SlaOutcome.Passed,
            _ => most >= slo.Threshold ? SlaOutcome.Blocked : SlaOutcome.Flagged,
        };
        return new SlaFinding(slo.Id, outcome, most, carried, slo.Threshold, unit, arithmetic).Doubted(metric, facts.NowSeconds);
    }

    private static SlaOutcome OutcomeOf(double busy) =>
        busy >= 1 ? SlaOutcome.Blocked : busy > 1 - SlaLimits.NearShare ? SlaOutcome.Flagged : SlaOutcome.Passed;
}
