namespace CostIntel.Domain.Workflow;

/// <summary>Where a case is. The numbers are stored: append, never renumber.</summary>
public enum WorkflowState
{
    /// <summary>Nothing is known of it yet.</summary>
    None = 0,

    /// <summary>There is a plan, and nobody has been asked.</summary>
    Proposed = 1,

    /// <summary>People have been asked.</summary>
    PendingApproval = 2,

    /// <summary>It may be done, and waits for a time.</summary>
    Approved = 3,

    /// <summary>It has a time. When that comes, resources are locked and checked; nothing is changed yet.</summary>
    Scheduled = 4,

    /// <summary>Changes are being made. The way back is known.</summary>
    Executing = 5,

    /// <summary>All changes are made, and their effect is watched.</summary>
    Verifying = 6,

    /// <summary>It is done and did what was promised, or a person did it by hand.</summary>
    Applied = 7,

    /// <summary>Changes are being undone, for as long as that takes.</summary>
    RollingBack = 8,

    /// <summary>Everything is as it was before.</summary>
    RolledBack = 9,

    /// <summary>A person does not want it.</summary>
    Rejected = 10,

    /// <summary>Nobody decided, or nothing was done, in time.</summary>
    Expired = 11,

    /// <summary>It could not be done, nothing was changed, and a person was called.</summary>
    Failed = 12,

    /// <summary>A better one has taken its place.</summary>
    Superseded = 13,

    /// <summary>What it rested on no longer holds.</summary>
    Withdrawn = 14,
}
