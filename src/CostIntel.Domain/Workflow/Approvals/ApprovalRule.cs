namespace CostIntel.Domain.Workflow.Approvals;

/// <summary>What a rule says of the changes that it is about.</summary>
public enum RuleVerdict
{
    /// <summary>They are not made at all.</summary>
    Forbid = 1,

    /// <summary>They are approved without anybody being asked, within a budget.</summary>
    Approve,

    /// <summary>People are asked.</summary>
    Ask,
}

/// <summary>One rule of an approval policy. The first whose match holds decides.</summary>
public sealed record ApprovalRule
{
    /// <summary>Names it in decisions. Unique within its policy.</summary>
    public required string Name { get; init; }

    /// <summary>Which changes it is about.</summary>
    public ApprovalMatch When { get; init; } = ApprovalMatch.Everything;

    /// <summary>What it says of them.</summary>
    public required RuleVerdict Verdict { get; init; }

    /// <summary>Why they are forbidden; empty with another verdict.</summary>
    public string Reason { get; init; } = "";

    /// <summary>How much is approved without asking; not null exactly when that is the verdict.</summary>
    public ChangeBudget? Budget { get; init; }

    /// <summary>Who is asked, level after level; empty with another verdict.</summary>
    public IReadOnlyList<ApprovalLevel> Levels { get; init; } = [];

    /// <summary>How long the approval may take; null as the policy says.</summary>
    public TimeSpan? ExpiresAfter { get; init; }
}
