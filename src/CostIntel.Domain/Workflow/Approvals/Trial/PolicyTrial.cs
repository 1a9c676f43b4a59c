namespace CostIntel.Domain.Workflow.Approvals.Trial;

/// <summary>
/// Tries a policy on changes that were proposed: what it would have approved, forbidden and escalated, beside what the
/// present one would have. Both start with their whole budgets.
/// </summary>
/// <remarks>
/// How long people would have taken is not known; each change is taken to wait as long as it did. Windows, freezes and
/// limits say when a change is made, not whether, and take no part.
/// </remarks>
public static class PolicyTrial
{
    /// <summary>How far back changes are looked at.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromDays(30);

    /// <summary>Runs both policies over the changes.</summary>
    public static TrialResult Run(ApprovalPolicy present, ApprovalPolicy proposed, IEnumerable<RecordedChange> changes)
    {
        var ordered = changes.OrderBy(change => change.AskedUtc)
            .ThenBy(change => change.Facts.CaseId, StringComparer.Ordinal)
            .ToList();
        return new([.. ordered
            .Zip(Verdicts(present, ordered), Verdicts(proposed, ordered))
            .Select(one => new TrialLine(
                one.First.Facts.CaseId, one.First.Facts.Target, one.First.Facts.SavingPerMonth, one.Second, one.Third))]);
    }

    private static IEnumerable<TrialVerdict> Verdicts(ApprovalPolicy policy, List<RecordedChange> changes)
    {
        var given = new List<AutomaticApproval>();
        foreach (var change in changes)
        {
            given.RemoveAll(one => one.AtUtc <= change.AskedUtc - ChangeBudget.Day);
            var decision = ApprovalRules.Decide(policy, change.Facts, given, change.AskedUtc);
            if (decision.Requirement is { IsAutomatic: true })
            {
                given.Add(AutomaticApproval.Of(decision.Rule, change.Facts, change.AskedUtc));
            }

            yield return Verdict(decision, change.Waited);
        }
    }

    private static TrialVerdict Verdict(ApprovalDecision decision, TimeSpan waited) => decision.IsForbidden
        ? new(TrialOutcome.Forbidden, decision.Rule, 0, decision.Refusal)
        : new(
            OutcomeOf(decision.Requirement, waited),
            decision.Rule,
            decision.Requirement.Levels.Sum(level => level.Count),
            decision.Requirement.Why);

    // Of several levels the first is known to have waited at most so long, and escalates first.
    private static TrialOutcome OutcomeOf(ApprovalRequirement requirement, TimeSpan waited) => requirement switch
    {
        { IsAutomatic: true } => TrialOutcome.Automatic,
        _ when waited >= requirement.ExpiresAfter => TrialOutcome.Expired,
        _ when waited >= requirement.Levels[0].EscalateAfter => TrialOutcome.Escalated,
        _ => TrialOutcome.Asked,
    };
}
