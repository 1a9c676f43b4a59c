using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Workflow;
using What = CostIntel.Contracts.State.V1.StoredCaseEvent.WhatOneofCase;

namespace CostIntel.Contracts.Workflow;

/// <summary>Events from the time of a change to its end, to and from what is stored; null for others.</summary>
internal static class ExecutionEvents
{
    public static StoredCaseEvent? ToStored(CaseEvent happened) => happened switch
    {
        StartScheduled e => new() { StartScheduled = new() { StartTicks = e.StartUtc.UtcTicks, EndTicks = e.EndUtc.UtcTicks } },
        StartUnscheduled e => new() { StartUnscheduled = Text(e.Text) },
        StartPostponed e => new() { StartPostponed = Until(e.UntilUtc, e.Text) },
        ResourcesLocked e => new() { ResourcesLocked = new() { Key = e.Key } },
        ResourcesReleased e => new() { ResourcesReleased = new() { Key = e.Key } },
        ExecutionStarted e => new() { ExecutionStarted = new() { Undo = { e.Undo } } },
        CanaryWatched e => new() { CanaryWatched = Until(e.UntilUtc) },
        CanaryPassed e => new() { CanaryPassed = Text(e.Text) },
        VerificationStarted e => new() { VerificationStarted = Until(e.UntilUtc) },
        CaseCompleted e => new() { CaseCompleted = Until(e.RetainUntilUtc, e.Text) },
        RollbackStarted e => new() { RollbackStarted = Text(e.Text) },
        PersonCalled e => new() { PersonCalled = Text(e.Text) },
        CaseRolledBack e => new() { CaseRolledBack = Text(e.Text) },
        CaseFailed e => new() { CaseFailed = Text(e.Text) },
        RetentionEnded => new() { RetentionEnded = new() },
        _ => StepToStored(happened),
    };

    public static CaseEvent? ToDomain(StoredCaseEvent stored) => stored.WhatCase switch
    {
        What.StartScheduled => Scheduled(stored.StartScheduled),
        What.StartUnscheduled => new StartUnscheduled(stored.StartUnscheduled.Text),
        What.StartPostponed => new StartPostponed(StoredTimes.At(stored.StartPostponed.UntilTicks), stored.StartPostponed.Text),
        What.ResourcesLocked => new ResourcesLocked(stored.ResourcesLocked.Key),
        What.ResourcesReleased => new ResourcesReleased(stored.ResourcesReleased.Key),
        What.ExecutionStarted => new ExecutionStarted([.. stored.ExecutionStarted.Undo]),
        What.CanaryWatched => new CanaryWatched(StoredTimes.At(stored.CanaryWatched.UntilTicks)),
        What.CanaryPassed => new CanaryPassed(stored.CanaryPassed.Text),
        What.VerificationStarted => new VerificationStarted(StoredTimes.At(stored.VerificationStarted.UntilTicks)),
        What.CaseCompleted => new CaseCompleted(StoredTimes.At(stored.CaseCompleted.UntilTicks), stored.CaseCompleted.Text),
        What.RollbackStarted => new RollbackStarted(stored.RollbackStarted.Text),
        What.PersonCalled => new PersonCalled(stored.PersonCalled.Text),
        What.CaseRolledBack => new CaseRolledBack(stored.CaseRolledBack.Text),
        What.CaseFailed => new CaseFailed(stored.CaseFailed.Text),
        What.RetentionEnded => new RetentionEnded(),
        _ => StepToDomain(stored),
    };

    private static StoredCaseEvent? StepToStored(CaseEvent happened) => happened switch
    {
        OperationSent e => new() { OperationSent = Sent(e) },
        OperationAccepted e => new() { OperationAccepted = Answer(e.Key, e.PollUtc, e.Text) },
        OperationPolled e => new() { OperationPolled = Polled(e) },
        OperationRetrying e => new() { OperationRetrying = Answer(e.Key, e.RetryUtc, e.Text) },
        StepDone e => new() { StepDone = new() { Step = e.Step } },
        StepNotDone e => new() { StepNotDone = new() { Step = e.Step, Text = e.Text } },
        StepUndone e => new() { StepUndone = new() { Step = e.Step } },
        LateChangeSeen e => new() { LateChangeSeen = new() { Step = e.Step } },
        _ => null,
    };

    private static CaseEvent? StepToDomain(StoredCaseEvent stored) => stored.WhatCase switch
    {
        What.OperationSent => Sent(stored.OperationSent),
        What.OperationAccepted => Accepted(stored.OperationAccepted),
        What.OperationPolled => Polled(stored.OperationPolled),
        What.OperationRetrying => Retrying(stored.OperationRetrying),
        What.StepDone => new StepDone(stored.StepDone.Step),
        What.StepNotDone => new StepNotDone(stored.StepNotDone.Step, stored.StepNotDone.Text),
        What.StepUndone => new StepUndone(stored.StepUndone.Step),
        What.LateChangeSeen => new LateChangeSeen(stored.LateChangeSeen.Step),
        _ => null,
    };

    private static StoredText Text(string text) => new() { Text = text };

    private static StoredUntil Until(DateTimeOffset untilUtc, string text = "") =>
        new() { UntilTicks = untilUtc.UtcTicks, Text = text };

    private static StoredAnswer Answer(string key, DateTimeOffset nextUtc, string text) =>
        new() { Key = key, NextTicks = nextUtc.UtcTicks, Text = text };

    private static StoredOperation Sent(OperationSent sent) => new()
    {
        Operation = (int)sent.Operation,
        Step = sent.Step,
        Key = sent.Key,
        Attempt = sent.Attempt,
        DeadlineTicks = sent.DeadlineUtc.UtcTicks,
    };

    private static OperationSent Sent(StoredOperation stored) => new(
        (OperationKind)stored.Operation, stored.Step, stored.Key, stored.Attempt, StoredTimes.At(stored.DeadlineTicks));

    private static StoredPoll Polled(OperationPolled polled) => new()
    {
        Operation = (int)polled.Operation,
        Step = polled.Step,
        Key = polled.Key,
        Poll = polled.Poll,
        NextTicks = polled.NextUtc.UtcTicks,
    };

    private static OperationPolled Polled(StoredPoll stored) =>
        new((OperationKind)stored.Operation, stored.Step, stored.Key, stored.Poll, StoredTimes.At(stored.NextTicks));

    private static StartScheduled Scheduled(StoredStart stored) =>
        new(StoredTimes.At(stored.StartTicks), StoredTimes.At(stored.EndTicks));

    private static OperationAccepted Accepted(StoredAnswer stored) =>
        new(stored.Key, StoredTimes.At(stored.NextTicks), stored.Text);

    private static OperationRetrying Retrying(StoredAnswer stored) =>
        new(stored.Key, StoredTimes.At(stored.NextTicks), stored.Text);
}
