namespace CostIntel.Domain.Workflow;

/// <summary>A recommendation on its way from proposal to effect. Made by <see cref="CaseMachine"/> from its events alone.</summary>
public sealed record Case
{
    /// <summary>Its name: the id of its recommendation.</summary>
    public required string Id { get; init; }

    /// <summary>Where it is.</summary>
    public WorkflowState State { get; init; }

    /// <summary>How many events have made it.</summary>
    public long Version { get; init; }

    /// <summary>When its state last changed, UTC.</summary>
    public DateTimeOffset ChangedUtc { get; init; }

    /// <summary>Why it is in its state.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What is to be done; null before it was proposed.</summary>
    public ChangePlan? Plan { get; init; }

    /// <summary>Hash of the plan.</summary>
    public string PlanHash { get; init; } = "";

    /// <summary>Hash of the state of the resources that the plan is for.</summary>
    public string StateHash { get; init; } = "";

    /// <summary>Who proposed it, changed its plan or asked for its approval: none of them can approve it.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Who agrees so far; null when nobody is asked.</summary>
    public ApprovalProgress? Approval { get; init; }

    /// <summary>True while it must not begin.</summary>
    public bool IsHalted { get; init; }

    /// <summary>When it is to begin; null without a time.</summary>
    public DateTimeOffset? StartUtc { get; init; }

    /// <summary>By when it must have begun.</summary>
    public DateTimeOffset? WindowEndUtc { get; init; }

    /// <summary>True while it waits for another attempt to begin in its window.</summary>
    public bool IsPostponed { get; init; }

    /// <summary>How often locking its resources was begun.</summary>
    public int Locks { get; init; }

    /// <summary>The key under which its resources are, or may be, locked; empty when they are not.</summary>
    public string LockKey { get; init; } = "";

    /// <summary>What it waits for; null when for nothing but time or people.</summary>
    public Operation? Operation { get; init; }

    /// <summary>How far each step of its plan is; empty before it began.</summary>
    public IReadOnlyList<CaseStep> Steps { get; init; } = [];

    /// <summary>When the first change was begun; null before.</summary>
    public DateTimeOffset? BegunUtc { get; init; }

    /// <summary>When all changes were made, or a person had made them by hand; null before.</summary>
    public DateTimeOffset? DoneUtc { get; init; }

    /// <summary>Until when the canary or the whole is watched; null when nothing is.</summary>
    public DateTimeOffset? WatchUntilUtc { get; init; }

    /// <summary>Until when it can be undone; null when it is not applied, was applied by hand, or that time is over.</summary>
    public DateTimeOffset? RetainUntilUtc { get; init; }

    /// <summary>What has taken its place; empty when nothing has.</summary>
    public string SupersededBy { get; init; } = "";

    /// <summary>The last answers to commands with a request id, the newest last.</summary>
    public IReadOnlyList<GivenAnswer> Answers { get; init; } = [];

    /// <summary>When it needs a <see cref="PassTime"/>; null when time changes nothing.</summary>
    public DateTimeOffset? DueUtc => CaseTimers.DueUtc(this);

    /// <summary>True while nothing was changed, and it may still be.</summary>
    public bool IsBeforeStart() => State is WorkflowState.Proposed or WorkflowState.PendingApproval
        or WorkflowState.Approved or WorkflowState.Scheduled;

    /// <summary>True while it is on its way: it has neither ended nor been completed.</summary>
    public bool IsOpen() => IsBeforeStart()
        || State is WorkflowState.Executing or WorkflowState.Verifying or WorkflowState.RollingBack;

    /// <summary>True when it needs a <see cref="PassTime"/> now; also when the clock was set back while it waited.</summary>
    public bool IsDue(DateTimeOffset nowUtc) => DueUtc <= nowUtc
        || (Operation is { } operation
            && (operation.IsRetryDue(nowUtc, Plan!.Limits) || (operation.RetryUtc is null && operation.IsPollDue(nowUtc, Plan.Limits))));

    /// <summary>A case of which nothing is known yet.</summary>
    public static Case Of(string id) => new() { Id = id };
}

/// <summary>An answer that was given.</summary>
/// <param name="RequestId">To which request.</param>
/// <param name="Fingerprint">Of its command.</param>
/// <param name="State">Where the case was afterwards.</param>
/// <param name="Refusal">Why it was refused; empty when it was carried out.</param>
public sealed record GivenAnswer(string RequestId, string Fingerprint, WorkflowState State, string Refusal);
