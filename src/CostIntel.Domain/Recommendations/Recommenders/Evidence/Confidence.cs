using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Recommendations.Recommenders.Evidence;

/// <summary>How sure a recommender is, from what it rests on.</summary>
internal static class Confidence
{
    private const double ShortEvidence = 0.93;
    private const double OldEvidence = 0.9;
    private const double ThinEvidence = 0.95;
    private const double Changed = 0.97;
    private const int ChangesMax = 5;
    private const double CommittedShare = 0.6;
    private const double StandbyShare = 0.5;
    private const int SamplesPerDayMin = 20;

    /// <summary>What remains of a rule's own confidence with these metrics; each that is not known takes nothing away.</summary>
    /// <param name="assessment">The resource.</param>
    /// <param name="start">The rule's own, with the best evidence there can be.</param>
    /// <param name="metrics">What it rests on.</param>
    public static double Of(Assessment assessment, double start, params ReadOnlySpan<MetricFacts?> metrics)
    {
        var weakest = 1.0;
        foreach (var metric in metrics)
        {
            weakest = metric is null ? weakest : Math.Min(weakest, OfMetric(assessment, metric));
        }

        return start * weakest * Math.Pow(Changed, Math.Min(ChangesMax, assessment.Facts.ChangesLately));
    }

    /// <summary>As <see cref="Of"/>, where money is saved only by what no commitment pays for.</summary>
    public static double OfUse(Assessment assessment, double start, params ReadOnlySpan<MetricFacts?> metrics) =>
        Of(assessment, start, metrics) * (assessment.IsCommitted ? CommittedShare : 1);

    /// <summary>As <see cref="OfUse"/>, where what is idle may be waiting for another to fail.</summary>
    public static double OfIdle(Assessment assessment, double start, params ReadOnlySpan<MetricFacts?> metrics) =>
        OfUse(assessment, start, metrics) * (TagHints.IsStandby(assessment.Facts.Description) ? StandbyShare : 1);

    private static double OfMetric(Assessment assessment, MetricFacts metric)
    {
        var isShort = metric.DaysSeen < 2 * assessment.LookBackDays - 1;
        var isOld = metric.DaysOld(assessment.Facts.NowSeconds) > Assessment.FreshDays / 2;
        var isThin = metric.Samples < SamplesPerDayMin * metric.DaysSeen;
        return (isShort ? ShortEvidence : 1) * (isOld ? OldEvidence : 1) * (isThin ? ThinEvidence : 1);
    }
}
