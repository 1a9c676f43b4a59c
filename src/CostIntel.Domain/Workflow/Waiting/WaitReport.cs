namespace CostIntel.Domain.Workflow.Waiting;

/// <summary>What a change waits for.</summary>
public enum WaitKind
{
    /// <summary>Somebody to ask for approval, or the policy to say who has to agree.</summary>
    Asking = 1,

    /// <summary>People to approve.</summary>
    Approval,

    /// <summary>A stop order to be taken back.</summary>
    Stop,

    /// <summary>A change window, or the end of a freeze.</summary>
    Calendar,

    /// <summary>Other changes to be done, or a check to pass.</summary>
    Limit,

    /// <summary>A person to do it and to say so.</summary>
    ByHand,

    /// <summary>An executor to answer.</summary>
    Executor,
}

/// <summary>One thing that a change waits for.</summary>
/// <param name="Kind">What.</param>
/// <param name="Text">For people.</param>
/// <param name="On">People and groups that can do something about it; empty when nobody can.</param>
/// <param name="UntilUtc">When it ends by itself at the earliest, UTC; null when it does not.</param>
public sealed record WaitReason(WaitKind Kind, string Text, IReadOnlyList<string> On, DateTimeOffset? UntilUtc);

/// <summary>Why a change waits, and what that costs.</summary>
/// <param name="Reasons">All that stands in its way now; empty when it goes on by itself, or has ended.</param>
/// <param name="Summary">One sentence on where it is.</param>
/// <param name="Currency">Of both amounts.</param>
/// <param name="CostPerHour">What an hour of waiting costs; 0 when the change saves nothing, or has begun.</param>
/// <param name="CostSoFar">What waiting has cost since it was proposed.</param>
public sealed record WaitReport(
    IReadOnlyList<WaitReason> Reasons, string Summary, string Currency, decimal CostPerHour, decimal CostSoFar);
