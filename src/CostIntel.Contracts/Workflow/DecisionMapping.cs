using CostIntel.Domain.Workflow.Approvals;
using CostIntel.Domain.Workflow.Control;
using Stored = CostIntel.Contracts.State.V1;

namespace CostIntel.Contracts.Workflow;

/// <summary>What a policy has answered, to and from what is stored of it.</summary>
internal static class DecisionMapping
{
    public static Stored.StoredDecision ToStored(KeptDecision kept) => new()
    {
        Key = kept.Key,
        Facts = kept.Facts,
        AtTicks = kept.AtUtc.UtcTicks,
        Rule = kept.Decision.Rule,
        Requirement = kept.Decision.Requirement?.ToStored(),
        Refusal = kept.Decision.Refusal ?? "",
        PolicyVersion = kept.Decision.PolicyVersion,
    };

    public static KeptDecision ToDomain(Stored.StoredDecision stored) => new(
        stored.Key,
        stored.Facts,
        ControlMapping.Utc(stored.AtTicks),
        stored.Requirement is { } requirement
            ? ApprovalDecision.Needs(stored.Rule, requirement.ToDomain())
            : ApprovalDecision.Forbids(stored.Rule, stored.Refusal, stored.PolicyVersion));
}
