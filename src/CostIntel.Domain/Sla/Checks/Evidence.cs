using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Sla.Checks;

/// <summary>Whether the samples of a metric show anything.</summary>
internal static class Evidence
{
    /// <summary>Why they do not; null when they do.</summary>
    public static string? DoubtOf(MetricFacts metric, long nowSeconds)
    {
        if (metric.DaysOld(nowSeconds) > SlaLimits.EvidenceDaysOldMax)
        {
            return SlaText.Of(
                $"the newest sample of {metric.Name} is {metric.DaysOld(nowSeconds):0.#} days old, at most {SlaLimits.EvidenceDaysOldMax} count");
        }

        return metric.DaysSeen < SlaLimits.EvidenceDaysMin
            ? SlaText.Of($"samples of {metric.Name} span {metric.DaysSeen:0.#} days, {SlaLimits.EvidenceDaysMin} are needed")
            : null;
    }

    /// <summary>The finding, which a person has to look at when the samples that it rests on show little.</summary>
    public static SlaFinding Doubted(this SlaFinding finding, MetricFacts metric, long nowSeconds) =>
        DoubtOf(metric, nowSeconds) is { } doubt
            ? finding with
            {
                Outcome = finding.Outcome == SlaOutcome.Blocked ? SlaOutcome.Blocked : SlaOutcome.Flagged,
                Arithmetic = $"{finding.Arithmetic}; {doubt}",
            }
            : finding;
}
