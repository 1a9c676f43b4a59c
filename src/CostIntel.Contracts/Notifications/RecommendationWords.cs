using System.Globalization;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Recommendations.Book;
using Proto = CostIntel.Contracts.V1;

namespace CostIntel.Contracts.Notifications;

/// <summary>What people are told of what happens to recommendations and to the changes that carry them out.</summary>
internal static class RecommendationWords
{
    /// <summary>How much is at stake; null for what happens every day.</summary>
    public static Severity? SeverityOf(RecommendationChange change) => change switch
    {
        RecommendationChange.PersonCalled or RecommendationChange.Failed => Severity.Critical,
        RecommendationChange.RollbackStarted => Severity.Warning,
        _ => null,
    };

    /// <summary>One sentence: what happened to a change, before what the recommendation says.</summary>
    public static string Summary(RecommendationChange change, Proto.Recommendation recommendation) => change switch
    {
        RecommendationChange.ApprovalAsked => $"Approval is asked for {Target(recommendation)}: {recommendation.Reason}",
        RecommendationChange.ApprovalReminded => $"Approval is still asked for {Target(recommendation)}: {recommendation.Reason}",
        RecommendationChange.ApprovalEscalated => $"Approval has waited for too long for {Target(recommendation)}: {recommendation.Reason}",
        RecommendationChange.PersonCalled => $"A person is needed for the change of {Target(recommendation)}",
        RecommendationChange.Failed => $"The change of {Target(recommendation)} has failed; nothing was changed",
        RecommendationChange.RollbackStarted => $"The change of {Target(recommendation)} is being undone",
        RecommendationChange.RolledBack => $"The change of {Target(recommendation)} was undone",
        RecommendationChange.ExecutionStarted => $"The change of {Target(recommendation)} has begun",
        RecommendationChange.VerificationStarted => $"The change of {Target(recommendation)} is made and is watched",
        _ => recommendation.Reason,
    };

    /// <summary>What was said, and for approvers what they need to decide.</summary>
    public static string Text(RecommendationChange change, Proto.RecommendationEvent happened) => change switch
    {
        RecommendationChange.ApprovalAsked or RecommendationChange.ApprovalReminded or RecommendationChange.ApprovalEscalated =>
            $"{happened.Entry.Text}\n{Facts(happened.Recommendation)}\n{Commands(happened.Recommendation)}".TrimStart(),
        RecommendationChange.PersonCalled or RecommendationChange.Failed =>
            $"{happened.Entry.Text}\nLook: costintel recommendations change {happened.Recommendation.RecommendationId}".TrimStart(),
        _ => happened.Entry.Text,
    };

    private static string Facts(Proto.Recommendation one)
    {
        var saving = one.EstimatedMonthlySavings?.Expected ?? "0";
        var risk = one.Risk.ToString("0.00", CultureInfo.InvariantCulture);
        var waiting = one.CostOfWaiting.Length == 0 ? "0" : one.CostOfWaiting;
        var undo = one.Change?.RollbackPossible == true ? "can be undone" : "cannot be undone";
        var restart = one.Change?.RestartNeeded == true ? "needs a restart" : "needs no restart";
        return $"It saves {saving} {one.CurrencyCode} a month; risk {risk}; it {restart} and {undo}. Waiting has cost {waiting} "
            + $"{one.CurrencyCode}.";
    }

    // Approving shows the plan and binds to its hash: a letter that is old cannot make anybody approve what has changed.
    private static string Commands(Proto.Recommendation one) =>
        $"Look: costintel recommendations change {one.RecommendationId}\n"
        + $"Agree: costintel recommendations approve {one.RecommendationId}\n"
        + $"Refuse: costintel recommendations reject {one.RecommendationId} --comment WHY";

    private static string Target(Proto.Recommendation one) => (one.ResourceName, one.ResourceId) switch
    {
        ({ Length: > 0 } name, _) => name,
        (_, { Length: > 0 } id) => id,
        _ => $"{one.ServiceName} in {one.RegionId}",
    };
}
