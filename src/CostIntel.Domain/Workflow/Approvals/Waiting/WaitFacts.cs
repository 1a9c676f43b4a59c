using CostIntel.Domain.Workflow.Approvals.Limits;

namespace CostIntel.Domain.Workflow.Approvals.Waiting;

/// <summary>Where a change stands that has not begun.</summary>
public sealed record WaitFacts
{
    /// <summary>The change.</summary>
    public required ApprovalFacts Change { get; init; }

    /// <summary>When it was proposed, UTC: since then not making it costs what it would save.</summary>
    public required DateTimeOffset ProposedUtc { get; init; }

    /// <summary>What it needs; null while nobody has asked for approval.</summary>
    public ApprovalRequirement? Requirement { get; init; }

    /// <summary>Which level is being asked, from 0; the number of levels when all are complete.</summary>
    public int Level { get; init; }

    /// <summary>When approval was asked for first, UTC.</summary>
    public DateTimeOffset AskedUtc { get; init; }

    /// <summary>When the present level was asked, UTC.</summary>
    public DateTimeOffset LevelAskedUtc { get; init; }

    /// <summary>Approvals that the present level has.</summary>
    public IReadOnlyList<ApprovalSeat> Seats { get; init; } = [];

    /// <summary>Orders that stop changes.</summary>
    public KillSwitch Kills { get; init; } = KillSwitch.Off;

    /// <summary>What the limits answered when it last wanted to begin; null when it has not.</summary>
    public BlastAnswer? Limits { get; init; }
}

/// <summary>What a change waits for.</summary>
public enum WaitKind
{
    /// <summary>Somebody to ask for approval.</summary>
    Asking = 1,

    /// <summary>People to approve.</summary>
    Approval,

    /// <summary>A stop order to be taken back.</summary>
    Stop,

    /// <summary>A change window, or the end of a freeze.</summary>
    Calendar,

    /// <summary>Other changes to be done.</summary>
    Limit,
}

/// <summary>One thing that a change waits for.</summary>
/// <param name="Kind">What.</param>
/// <param name="Text">For people.</param>
/// <param name="On">People and groups that can do something about it; empty when nobody can.</param>
/// <param name="UntilUtc">When it ends by itself at the earliest, UTC; null when it does not.</param>
public sealed record WaitReason(WaitKind Kind, string Text, IReadOnlyList<string> On, DateTimeOffset? UntilUtc);

/// <summary>Why a change waits, and what that costs.</summary>
/// <param name="Reasons">All that stands in its way now; empty when it may begin.</param>
/// <param name="Currency">Of both amounts.</param>
/// <param name="CostPerHour">What an hour of waiting costs; 0 when the change saves nothing.</param>
/// <param name="CostSoFar">What waiting has cost since it was proposed.</param>
public sealed record WaitReport(
    IReadOnlyList<WaitReason> Reasons, string Currency, decimal CostPerHour, decimal CostSoFar);
