namespace CostIntel.Domain.Workflow;

/// <summary>What a case asks others to do. The numbers are stored: append, never renumber.</summary>
public enum OperationKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>To lock its resources.</summary>
    Lock = 1,

    /// <summary>To look whether all is as assumed, and to note what is needed to undo the change.</summary>
    Check = 2,

    /// <summary>To carry out a step.</summary>
    Apply = 3,

    /// <summary>To look whether the canary is well.</summary>
    CheckCanary = 4,

    /// <summary>To look whether the change did what was promised.</summary>
    Verify = 5,

    /// <summary>To undo a step.</summary>
    Undo = 6,
}

/// <summary>The one thing that a case waits for.</summary>
/// <param name="Kind">What.</param>
/// <param name="Step">Of which step, from 0.</param>
/// <param name="Key">Its idempotency key.</param>
/// <param name="Attempt">The how many-th attempt this is, from 1.</param>
/// <param name="DeadlineUtc">When the attempt counts as failed.</param>
public sealed record Operation(OperationKind Kind, int Step, string Key, int Attempt, DateTimeOffset DeadlineUtc)
{
    /// <summary>The attempt has failed, and this is when there will be another; null while it is under way.</summary>
    public DateTimeOffset? RetryUtc { get; init; }

    /// <summary>When to ask how far it is; null when the executor has not said that it takes time.</summary>
    public DateTimeOffset? PollUtc { get; init; }

    /// <summary>How often that was asked.</summary>
    public int Polls { get; init; }

    /// <summary>When it needs to be looked at next.</summary>
    public DateTimeOffset DueUtc => RetryUtc ?? (PollUtc < DeadlineUtc ? PollUtc.Value : DeadlineUtc);

    /// <summary>True when it is time for another attempt.</summary>
    public bool IsRetryDue(DateTimeOffset nowUtc, ExecutionLimits limits) => IsDue(RetryUtc, nowUtc, limits.RetryAfterMax);

    /// <summary>True when it is time to ask how far it is.</summary>
    public bool IsPollDue(DateTimeOffset nowUtc, ExecutionLimits limits) => IsDue(PollUtc, nowUtc, limits.PollEvery);

    // What is further away than it ever was made is so because the clock was set back: a way back must not wait for that.
    private static bool IsDue(DateTimeOffset? atUtc, DateTimeOffset nowUtc, TimeSpan longest) =>
        atUtc <= nowUtc || atUtc > nowUtc + longest;
}

/// <summary>How far a step is. The numbers are stored: append, never renumber.</summary>
public enum StepProgress
{
    /// <summary>Nothing was done.</summary>
    Waiting = 0,

    /// <summary>Its executor was told; whether it did it is not known.</summary>
    Sent = 1,

    /// <summary>It is done.</summary>
    Done = 2,

    /// <summary>Its executor says that it has changed nothing and cannot.</summary>
    NotDone = 3,

    /// <summary>It was done, or may have been, and is undone.</summary>
    Undone = 4,
}

/// <summary>A step of a plan that is being carried out.</summary>
/// <param name="Progress">How far it is.</param>
/// <param name="Undo">What its executor needs to undo it.</param>
public sealed record CaseStep(StepProgress Progress, string Undo)
{
    /// <summary>Its executor has said that it is done.</summary>
    public bool IsReported { get; init; }

    /// <summary>How often undoing it was begun.</summary>
    public int Undos { get; init; }

    /// <summary>True while it is or may be in effect.</summary>
    public bool MayBeInEffect => Progress is StepProgress.Sent or StepProgress.Done;
}
