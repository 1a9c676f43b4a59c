using System.Buffers;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;
using static System.FormattableString;

namespace CostIntel.Domain.Recommendations.Recommenders.Storage;

/// <summary>
/// Logs that are kept for longer than the policy asks and than anybody looks back. What they cost to store falls with the
/// days they are kept; what they cost to take in does not.
/// </summary>
public sealed class LogRetention : IRecommender
{
    private const double ReadsKnown = 0.86;
    private const double ReadsUnknown = 0.6;
    private const double AgeMargin = 1.25;
    private const double PriceError = 0.05;
    private const double RatioMax = 0.9;

    private static readonly SearchValues<string> Intake = SearchValues.Create(
        ["ingest", "dataprocessing", "data processing", "vendedlog"], StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public string Rule => "log-retention";

    /// <inheritdoc/>
    public Candidate? Judge(Assessment assessment)
    {
        var series = assessment.Facts.Description;
        if (assessment.Kind != ResourceKind.Log
            || assessment.Facts.Metric("retention") is not { LastValue: > 0 } retention
            || retention.DaysOld(assessment.Facts.NowSeconds) > Assessment.FreshDays
            || TagHints.IsKept(series)
            || series.SkuMeter.AsSpan().ContainsAny(Intake)
            || series.ChargeDescription.AsSpan().ContainsAny(Intake))
        {
            return null;
        }

        // However long they may be kept, there are none from before the first charge.
        var held = Math.Min(retention.LastValue, assessment.AgeDays);
        var read = assessment.Facts.Metric("accessed.age")?.Profile.Max;
        var kept = Math.Max(assessment.Policy.Storage.LogRetentionDays, Math.Ceiling(AgeMargin * (read ?? 0)));
        return kept > RatioMax * held ? null : Propose(assessment, retention.LastValue, held, kept, read);
    }

    private Candidate Propose(Assessment assessment, double retention, double held, double kept, double? read)
    {
        var age = assessment.Settled("accessed.age");
        return new(
            Rule,
            new()
            {
                Action = ActionType.Retain,
                From = Invariant($"{retention:0} days"),
                To = Invariant($"{kept:0} days"),
                PriceRatio = (decimal)Math.Round(kept / held, 6),
                PriceError = PriceError,
                RollbackPossible = false,
            },
            Confidence.Of(assessment, age is null ? ReadsUnknown : ReadsKnown, age),
            Effort.VeryLow,
            Invariant($"Logs of {held:0} days are kept")
                + (read is { } oldest ? Invariant($", nobody reads any older than {oldest:0} days") : "")
                + Invariant($": {kept:0} days are enough."),
            [new("retention", retention, kept, "d"), .. Reads(read, kept)],
            assessment.LookBackDays);
    }

    private static EvidenceItem[] Reads(double? read, double kept) =>
        read is { } oldest ? [new("age of the oldest logs read", oldest, kept, "d")] : [];
}
