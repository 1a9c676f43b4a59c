using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;
using static System.FormattableString;

namespace CostIntel.Domain.Recommendations.Recommenders.Unused;

/// <summary>
/// A disk that nothing has been attached to for the whole look-back, or, where attachments are not streamed, that nothing has
/// been read from or written to. A copy is kept when it is known what that costs.
/// </summary>
public sealed class UnattachedDisk : IRecommender
{
    private const double OfAttachments = 0.93;
    private const double OfOperations = 0.62;

    /// <inheritdoc/>
    public string Rule => "unattached-disk";

    /// <inheritdoc/>
    public Candidate? Judge(Assessment assessment)
    {
        if (assessment.Kind != ResourceKind.Disk)
        {
            return null;
        }

        // Once attachments are streamed they decide; operations are a makeshift.
        return assessment.Facts.Metric("attachments") is null ? ByOperations(assessment) : ByAttachments(assessment);
    }

    private Candidate? ByAttachments(Assessment assessment)
    {
        var attachments = assessment.Settled("attachments");
        if (attachments is null || !Quiet.IsNothing(attachments, assessment.LookBackDays))
        {
            return null;
        }

        var days = Quiet.DaysOfNothing(attachments);
        return Propose(
            assessment,
            Confidence.OfIdle(assessment, OfAttachments, attachments),
            Invariant($"The disk has been attached to nothing for at least {days} days"),
            [new("days without attachment", days, assessment.LookBackDays, "d")]);
    }

    private Candidate? ByOperations(Assessment assessment)
    {
        var limit = assessment.Policy.Idle.OperationsPerSecond;
        var reads = assessment.Settled("disk.read.operations");
        var writes = assessment.Settled("disk.write.operations");
        if (reads is null || writes is null || !IsIdle(reads) || !IsIdle(writes))
        {
            return null;
        }

        return Propose(
            assessment,
            Confidence.OfIdle(assessment, OfOperations, reads, writes),
            Invariant($"Nothing has been read from or written to the disk for {assessment.LookBackDays} days"),
            [Peak(reads), Peak(writes)]);

        bool IsIdle(MetricFacts metric) => Quiet.IsNeverAbove(metric, limit, assessment.LookBackDays);

        EvidenceItem Peak(MetricFacts metric) =>
            new($"{metric.Name} peak", metric.Profile.PeakOfDays(assessment.LookBackDays), limit, "{operation}/s");
    }

    private Candidate Propose(Assessment assessment, double confidence, string observation, EvidenceItem[] evidence)
    {
        var copy = KeptCopy.PerMonth(assessment);
        var change = new Change
        {
            Action = ActionType.Delete,
            PriceRatio = 0,
            AddedPerMonth = copy ?? 0,
            RollbackPossible = copy is not null,
        };
        var kept = copy is { } price ? $"; a snapshot would cost {Sentence.PerMonth(assessment, price)}" : "";
        var reason = $"{observation} and costs {Sentence.PerMonth(assessment, assessment.MonthlyCost)}{kept}.";
        return new(Rule, change, confidence, Effort.VeryLow, reason, evidence, assessment.LookBackDays);
    }
}
