using System.Globalization;
using CostIntel.Domain.Sla;

namespace CostIntel.Domain.Workflow.Approvals;

/// <summary>Decides by a policy what a change needs. Pure: the same policy, facts and time give the same decision.</summary>
/// <remarks>
/// Whatever rules say, what cannot be undone and what may break an objective is never approved without asking somebody.
/// A rule that would approve such a change, or has no budget left, is passed over.
/// </remarks>
public static class ApprovalRules
{
    /// <summary>What a change needs, or why it is not made.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="facts">The change.</param>
    /// <param name="given">What was approved without asking in the last 24 hours; older ones do not count.</param>
    /// <param name="nowUtc">The time, UTC.</param>
    public static ApprovalDecision Decide(
        ApprovalPolicy policy, ApprovalFacts facts, IReadOnlyCollection<AutomaticApproval> given, DateTimeOffset nowUtc)
    {
        var passedOver = "";
        foreach (var rule in policy.Rules.Where(rule => rule.When.Holds(facts)))
        {
            var reason = rule.Budget is { } budget
                ? WhyAsk(facts) ?? budget.Refuses(rule.Name, facts, given, nowUtc)
                : null;
            if (reason is null)
            {
                return Decided(policy, rule, $"{Told(rule, facts)}{passedOver}");
            }

            passedOver += $" Rule '{rule.Name}' would have approved it, but {reason}.";
        }

        var why = $"No rule decides; {About(facts)}.{passedOver}";
        return ApprovalDecision.Needs("", Required(policy, policy.ExpiresAfter, policy.Otherwise, false, why));
    }

    private static string? WhyAsk(ApprovalFacts facts) => facts switch
    {
        { RollbackPossible: false } => "it cannot be undone",
        { Sla: not SlaOutcome.Passed } => "an objective may be at risk",
        _ => null,
    };

    private static ApprovalDecision Decided(ApprovalPolicy policy, ApprovalRule rule, string why) => rule.Verdict switch
    {
        RuleVerdict.Forbid => ApprovalDecision.Forbids(rule.Name, why, policy.Version),
        RuleVerdict.Approve => ApprovalDecision.Needs(rule.Name, Required(policy, rule.ExpiresAfter, [], true, why)),
        RuleVerdict.Ask => ApprovalDecision.Needs(rule.Name, Required(policy, rule.ExpiresAfter, rule.Levels, false, why)),
        _ => throw new InvalidOperationException($"Rule '{rule.Name}' has no verdict."),
    };

    private static ApprovalRequirement Required(
        ApprovalPolicy policy, TimeSpan? expiresAfter, IReadOnlyList<ApprovalLevel> levels, bool isAutomatic, string why) =>
        new(levels, isAutomatic, expiresAfter ?? policy.ExpiresAfter, policy.Version, why) { Delegations = policy.Delegations };

    private static string Told(ApprovalRule rule, ApprovalFacts facts)
    {
        var verb = rule.Verdict switch
        {
            RuleVerdict.Forbid => "forbids",
            RuleVerdict.Approve => "approves",
            _ => "asks for approval of",
        };
        var reason = rule.Reason.Length > 0 ? $" {rule.Reason}" : "";
        return $"Rule '{rule.Name}' {verb} this: {About(facts)}.{reason}";
    }

    private static string About(ApprovalFacts facts) => string.Create(
        CultureInfo.InvariantCulture,
        $"{facts.Action} in environment {facts.Environment}, saving {facts.SavingPerMonth:0.##} {facts.Target.Unit} a month, risk {facts.Risk:0.##}, SLO check {facts.Sla}");
}
