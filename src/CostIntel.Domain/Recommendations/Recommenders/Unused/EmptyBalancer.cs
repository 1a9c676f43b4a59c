using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;
using static System.FormattableString;

namespace CostIntel.Domain.Recommendations.Recommenders.Unused;

/// <summary>
/// A load balancer with nothing behind it, or to which nobody speaks. One that answers without anything behind it, as with
/// redirects, has requests.
/// </summary>
public sealed class EmptyBalancer : IRecommender
{
    private const double WithoutTargets = 0.85;
    private const double WithoutBoth = 0.93;
    private const double WithoutRequests = 0.72;

    /// <inheritdoc/>
    public string Rule => "empty-balancer";

    /// <inheritdoc/>
    public Candidate? Judge(Assessment assessment)
    {
        if (assessment.Kind != ResourceKind.Balancer)
        {
            return null;
        }

        var targets = assessment.Settled("attachments");
        var requests = assessment.Settled("requests");
        var connections = assessment.Settled("connections");
        var days = assessment.LookBackDays;
        var limit = assessment.Policy.Idle.RequestsPerSecond;
        var isEmpty = targets is not null && Quiet.IsNothing(targets, days);
        var isSilent = requests is not null && Quiet.IsNeverAbove(requests, limit, days);
        if (!(isEmpty || isSilent) || IsUsed(assessment, "requests", limit) || IsUsed(assessment, "connections", 0))
        {
            return null;
        }

        var start = isEmpty && isSilent ? WithoutBoth : isEmpty ? WithoutTargets : WithoutRequests;
        return new(
            Rule,
            new() { Action = ActionType.Delete, PriceRatio = 0, RollbackPossible = true },
            Confidence.OfIdle(assessment, start, targets, requests, connections),
            Effort.VeryLow,
            Invariant($"The load balancer has had {(isEmpty ? "nothing behind it" : "no requests")} for {days} days and costs ")
                + $"{Sentence.PerMonth(assessment, assessment.MonthlyCost)}.",
            Evidence(targets, requests, days, limit),
            days);
    }

    private static bool IsUsed(Assessment assessment, string metric, double limit) =>
        assessment.Facts.Metric(metric) is { } known && !Quiet.IsNeverAbove(known, limit, assessment.LookBackDays);

    private static EvidenceItem[] Evidence(MetricFacts? targets, MetricFacts? requests, int days, double limit)
    {
        var evidence = new List<EvidenceItem>();
        if (targets is not null)
        {
            evidence.Add(new("attachments peak", targets.Profile.PeakOfDays(days), 0, "{attachment}"));
        }

        if (requests is not null)
        {
            evidence.Add(new("requests peak", requests.Profile.PeakOfDays(days), limit, "{request}/s"));
        }

        return [.. evidence];
    }
}
