namespace CostIntel.Domain.Recommendations.Book;

/// <summary>Where a recommendation is.</summary>
public enum RecommendationState
{
    /// <summary>It holds, and nobody has decided.</summary>
    Proposed = 1,

    /// <summary>People have been asked.</summary>
    PendingApproval = 2,

    /// <summary>It may be done, and waits for a time or for a person to do it by hand.</summary>
    Approved = 3,

    /// <summary>It has a time; nothing is changed yet.</summary>
    Scheduled = 4,

    /// <summary>Changes are being made.</summary>
    Executing = 5,

    /// <summary>All changes are made, and their effect is watched.</summary>
    Verifying = 6,

    /// <summary>It is done; what it saves is measured.</summary>
    Applied = 7,

    /// <summary>Changes are being undone.</summary>
    RollingBack = 8,

    /// <summary>It was done and undone.</summary>
    RolledBack = 9,

    /// <summary>Somebody does not want it.</summary>
    Rejected = 10,

    /// <summary>Nobody decided, or nothing was done, in time. It is proposed again while it holds.</summary>
    Expired = 11,

    /// <summary>It could not be done, and nothing was changed.</summary>
    Failed = 12,

    /// <summary>A better one has taken its place.</summary>
    Superseded = 13,

    /// <summary>What it rested on no longer holds.</summary>
    Withdrawn = 14,
}

/// <summary>What happened to a recommendation.</summary>
public enum RecommendationChange
{
    /// <summary>It was proposed, or proposed again.</summary>
    Proposed = 1,

    /// <summary>Its saving, its configuration or its SLO check is another now.</summary>
    Refreshed,

    /// <summary>What it rested on no longer holds.</summary>
    Withdrawn,

    /// <summary>A better one has taken its place.</summary>
    Superseded,

    /// <summary>Somebody does not want it.</summary>
    Rejected,

    /// <summary>Somebody has done it.</summary>
    Applied,

    /// <summary>Somebody has undone it.</summary>
    RolledBack,

    /// <summary>What it saves was measured.</summary>
    Measured,

    /// <summary>Approval was asked for, or more people are asked.</summary>
    ApprovalAsked,

    /// <summary>Those who were asked are reminded.</summary>
    ApprovalReminded,

    /// <summary>It waits for too long; others are asked as well.</summary>
    ApprovalEscalated,

    /// <summary>It may be done.</summary>
    Approved,

    /// <summary>What was or might have been approved has changed; approval is asked for anew.</summary>
    ApprovalVoided,

    /// <summary>Time is up.</summary>
    Expired,

    /// <summary>It has a time.</summary>
    Scheduled,

    /// <summary>It lost its time; another is looked for.</summary>
    Unscheduled,

    /// <summary>It is kept from beginning.</summary>
    Halted,

    /// <summary>It may begin again.</summary>
    Resumed,

    /// <summary>Changes are being made.</summary>
    ExecutionStarted,

    /// <summary>All changes are made, and their effect is watched.</summary>
    VerificationStarted,

    /// <summary>It is being undone.</summary>
    RollbackStarted,

    /// <summary>It could not be done; nothing was changed.</summary>
    Failed,

    /// <summary>The engine needs a person.</summary>
    PersonCalled,
}

/// <summary>One thing that happened to a recommendation.</summary>
/// <param name="AtUtc">When.</param>
/// <param name="Change">What.</param>
/// <param name="Actor">Who; empty for the engine.</param>
/// <param name="Text">One sentence.</param>
public sealed record RecommendationEntry(DateTimeOffset AtUtc, RecommendationChange Change, string Actor, string Text);
