using CostIntel.Domain.Recommendations.Recommenders.Evidence;
using static System.FormattableString;

namespace CostIntel.Domain.Recommendations.Recommenders.Storage;

/// <summary>
/// A snapshot older than the policy allows that nothing was made from or refers to. Not one that somebody has to keep.
/// </summary>
public sealed class OldSnapshot : IRecommender
{
    private const double Unreferenced = 0.88;
    private const double ReferencesUnknown = 0.66;

    /// <inheritdoc/>
    public string Rule => "old-snapshot";

    /// <inheritdoc/>
    public Candidate? Judge(Assessment assessment)
    {
        var allowed = assessment.Policy.Storage.SnapshotMaxDays;
        if (assessment.Kind != ResourceKind.Snapshot
            || assessment.AgeDays <= allowed
            || TagHints.IsKept(assessment.Facts.Description)
            || IsReferenced(assessment))
        {
            return null;
        }

        var references = assessment.Settled("attachments");
        return new(
            Rule,
            new() { Action = ActionType.Delete, PriceRatio = 0, RollbackPossible = false },
            Confidence.Of(assessment, references is null ? ReferencesUnknown : Unreferenced, references),
            Effort.VeryLow,
            Invariant($"The snapshot is {assessment.AgeDays:0} days old, {allowed} are enough, and it costs ")
                + $"{Sentence.PerMonth(assessment, assessment.MonthlyCost)}.",
            [new("age", assessment.AgeDays, allowed, "d")],
            assessment.LookBackDays);
    }

    private static bool IsReferenced(Assessment assessment) =>
        assessment.Facts.Metric("attachments") is { } known && !Quiet.IsNothing(known, assessment.LookBackDays);
}
