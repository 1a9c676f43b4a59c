using System.Diagnostics.CodeAnalysis;

namespace CostIntel.Domain.Workflow.Approvals;

/// <summary>What a policy has decided of a change: what it needs, or that it is not made. Never both.</summary>
public sealed class ApprovalDecision
{
    private ApprovalDecision(string rule, ApprovalRequirement? requirement, string? refusal, string policyVersion) =>
        (Rule, Requirement, Refusal, PolicyVersion) = (rule, requirement, refusal, policyVersion);

    /// <summary>Name of the rule that decided; empty when none was about the change.</summary>
    public string Rule { get; }

    /// <summary>What the change needs; null when it is forbidden.</summary>
    public ApprovalRequirement? Requirement { get; }

    /// <summary>Why it is forbidden; null when it is not.</summary>
    public string? Refusal { get; }

    /// <summary>The version of the policy that decided.</summary>
    public string PolicyVersion { get; }

    /// <summary>True when the change may not be made.</summary>
    [MemberNotNullWhen(true, nameof(Refusal))]
    [MemberNotNullWhen(false, nameof(Requirement))]
    public bool IsForbidden => Requirement is null;

    /// <summary>The change may be made when this is given.</summary>
    public static ApprovalDecision Needs(string rule, ApprovalRequirement requirement) =>
        new(rule, requirement, null, requirement.PolicyVersion);

    /// <summary>The change may not be made.</summary>
    public static ApprovalDecision Forbids(string rule, string refusal, string policyVersion) =>
        new(rule, null, refusal, policyVersion);
}
