namespace CostIntel.Domain.Workflow;

/// <summary>It has a time.</summary>
/// <param name="StartUtc">When it is to begin.</param>
/// <param name="EndUtc">By when it must have begun.</param>
public sealed record StartScheduled(DateTimeOffset StartUtc, DateTimeOffset EndUtc) : CaseEvent(CaseEventKind.StartScheduled);

/// <summary>It has no time any more; another is to be found.</summary>
/// <param name="Text">Why.</param>
public sealed record StartUnscheduled(string Text) : CaseEvent(CaseEventKind.StartUnscheduled);

/// <summary>It could not begin and will try again in the same window.</summary>
/// <param name="UntilUtc">When.</param>
/// <param name="Text">Why.</param>
public sealed record StartPostponed(DateTimeOffset UntilUtc, string Text) : CaseEvent(CaseEventKind.StartPostponed);

/// <summary>No other case can change its resources.</summary>
/// <param name="Key">Under which key they are locked.</param>
public sealed record ResourcesLocked(string Key) : CaseEvent(CaseEventKind.ResourcesLocked);

/// <summary>Others may change its resources.</summary>
/// <param name="Key">The key of the lock.</param>
public sealed record ResourcesReleased(string Key) : CaseEvent(CaseEventKind.ResourcesReleased);

/// <summary>The resources are as they were approved and the way back is known; changes begin.</summary>
/// <param name="Undo">For each step what its executor needs to undo it.</param>
public sealed record ExecutionStarted(IReadOnlyList<string> Undo) : CaseEvent(CaseEventKind.ExecutionStarted);

/// <summary>Somebody was asked to do something.</summary>
/// <param name="Operation">What.</param>
/// <param name="Step">Of which step, from 0; 0 where it is about all of them.</param>
/// <param name="Key">Its idempotency key: the same for each attempt.</param>
/// <param name="Attempt">The how many-th attempt, from 1.</param>
/// <param name="DeadlineUtc">When to give the attempt up.</param>
public sealed record OperationSent(OperationKind Operation, int Step, string Key, int Attempt, DateTimeOffset DeadlineUtc)
    : CaseEvent(CaseEventKind.OperationSent);

/// <summary>The executor works on it.</summary>
/// <param name="Key">Key of the operation.</param>
/// <param name="PollUtc">When to ask how far it is.</param>
/// <param name="Text">What the executor said.</param>
public sealed record OperationAccepted(string Key, DateTimeOffset PollUtc, string Text) : CaseEvent(CaseEventKind.OperationAccepted);

/// <summary>The executor was asked how far it is.</summary>
/// <param name="Operation">With what.</param>
/// <param name="Step">Of which step.</param>
/// <param name="Key">Key of the operation.</param>
/// <param name="Poll">The how many-th time, from 1.</param>
/// <param name="NextUtc">When to ask again.</param>
public sealed record OperationPolled(OperationKind Operation, int Step, string Key, int Poll, DateTimeOffset NextUtc)
    : CaseEvent(CaseEventKind.OperationPolled);

/// <summary>An attempt failed, and there will be another.</summary>
/// <param name="Key">Key of the operation.</param>
/// <param name="RetryUtc">When.</param>
/// <param name="Text">Why it failed.</param>
public sealed record OperationRetrying(string Key, DateTimeOffset RetryUtc, string Text) : CaseEvent(CaseEventKind.OperationRetrying);

/// <summary>A step was carried out.</summary>
/// <param name="Step">Which, from 0.</param>
public sealed record StepDone(int Step) : CaseEvent(CaseEventKind.StepDone);

/// <summary>Its executor is certain that a step cannot be done and has changed nothing.</summary>
/// <param name="Step">Which, from 0.</param>
/// <param name="Text">Why.</param>
public sealed record StepNotDone(int Step, string Text) : CaseEvent(CaseEventKind.StepNotDone);

/// <summary>The canary is changed and is watched.</summary>
/// <param name="UntilUtc">Until when.</param>
public sealed record CanaryWatched(DateTimeOffset UntilUtc) : CaseEvent(CaseEventKind.CanaryWatched);

/// <summary>The canary is well; the others follow.</summary>
/// <param name="Text">What was seen.</param>
public sealed record CanaryPassed(string Text) : CaseEvent(CaseEventKind.CanaryPassed);

/// <summary>All steps are done and are watched.</summary>
/// <param name="UntilUtc">Until when.</param>
public sealed record VerificationStarted(DateTimeOffset UntilUtc) : CaseEvent(CaseEventKind.VerificationStarted);

/// <summary>It did what was promised.</summary>
/// <param name="RetainUntilUtc">Until when it can be undone.</param>
/// <param name="Text">What was seen.</param>
public sealed record CaseCompleted(DateTimeOffset RetainUntilUtc, string Text) : CaseEvent(CaseEventKind.CaseCompleted);

/// <summary>It is to be undone.</summary>
/// <param name="Text">Why.</param>
public sealed record RollbackStarted(string Text) : CaseEvent(CaseEventKind.RollbackStarted);

/// <summary>A step was undone.</summary>
/// <param name="Step">Which, from 0.</param>
public sealed record StepUndone(int Step) : CaseEvent(CaseEventKind.StepUndone);

/// <summary>An executor reports a step as done that was given up or undone: it is to be undone once more.</summary>
/// <param name="Step">Which, from 0.</param>
public sealed record LateChangeSeen(int Step) : CaseEvent(CaseEventKind.LateChangeSeen);

/// <summary>The engine cannot go on well without a person.</summary>
/// <param name="Text">Why.</param>
public sealed record PersonCalled(string Text) : CaseEvent(CaseEventKind.PersonCalled);

/// <summary>Everything is as it was.</summary>
/// <param name="Text">Why it was undone.</param>
public sealed record CaseRolledBack(string Text) : CaseEvent(CaseEventKind.CaseRolledBack);

/// <summary>It could not be done; nothing was changed.</summary>
/// <param name="Text">Why.</param>
public sealed record CaseFailed(string Text) : CaseEvent(CaseEventKind.CaseFailed);

/// <summary>What is needed to undo it is no longer kept.</summary>
public sealed record RetentionEnded() : CaseEvent(CaseEventKind.RetentionEnded);
