using CostIntel.Domain.Incidents;

namespace CostIntel.Domain.Workflow.Approvals;

/// <summary>A change that a rule approved without asking.</summary>
/// <param name="CaseId">The change.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Target">What is changed; its unit is the currency.</param>
/// <param name="CostPerMonth">What the target costs a month.</param>
/// <param name="AtUtc">When it was approved, UTC.</param>
public sealed record AutomaticApproval(string CaseId, string Rule, Subject Target, decimal CostPerMonth, DateTimeOffset AtUtc)
{
    /// <summary>What is kept when a rule approves a change.</summary>
    public static AutomaticApproval Of(string rule, ApprovalFacts facts, DateTimeOffset atUtc) =>
        new(facts.CaseId, rule, facts.Target, facts.CostPerMonth, atUtc);
}
