using System.Buffers;
using CostIntel.Domain.Charges;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;
using static System.FormattableString;

namespace CostIntel.Domain.Recommendations.Recommenders.Unused;

/// <summary>
/// A public address that belongs to nothing: no attachment, or charged each day under a price that only idle ones have.
/// </summary>
public sealed class UnusedAddress : IRecommender
{
    private const double Sure = 0.93;

    private static readonly SearchValues<string> IdlePrices = SearchValues.Create(
        ["idleaddress", "idle address", "static ip charge", "unused static"], StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public string Rule => "unused-address";

    /// <inheritdoc/>
    public Candidate? Judge(Assessment assessment)
    {
        if (assessment.Kind != ResourceKind.Address || TagHints.IsKept(assessment.Facts.Description))
        {
            return null;
        }

        return assessment.Facts.Metric("attachments") is null ? ByPrice(assessment) : ByAttachments(assessment);
    }

    private Candidate? ByAttachments(Assessment assessment)
    {
        var attachments = assessment.Settled("attachments");
        return attachments is not null && Quiet.IsNothing(attachments, assessment.LookBackDays)
            ? Propose(
                assessment,
                Confidence.OfIdle(assessment, Sure, attachments),
                "days without attachment",
                Quiet.DaysOfNothing(attachments))
            : null;
    }

    private Candidate? ByPrice(Assessment assessment)
    {
        var costs = assessment.Facts.Costs;
        if (!HasIdlePrice(assessment.Facts.Description) || costs.Days < assessment.LookBackDays)
        {
            return null;
        }

        var days = 0;
        while (days < costs.Days && costs.DailyCosts[costs.Days - 1 - days] > 0)
        {
            days++;
        }

        return days >= assessment.LookBackDays
            ? Propose(assessment, Confidence.OfIdle(assessment, Sure), "days charged as idle", days)
            : null;
    }

    private static bool HasIdlePrice(ChargeSeries series) =>
        series.SkuMeter.AsSpan().ContainsAny(IdlePrices) || series.ChargeDescription.AsSpan().ContainsAny(IdlePrices);

    private Candidate Propose(Assessment assessment, double confidence, string observed, int days) => new(
        Rule,
        new() { Action = ActionType.Delete, PriceRatio = 0, RollbackPossible = false },
        confidence,
        Effort.VeryLow,
        Invariant($"The address has belonged to nothing for at least {days} days and costs ")
            + $"{Sentence.PerMonth(assessment, assessment.MonthlyCost)}.",
        [new(observed, days, assessment.LookBackDays, "d")],
        assessment.LookBackDays);
}
