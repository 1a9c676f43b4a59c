namespace CostIntel.Domain.Workflow;

/// <summary>What events say to people: what was said with them, or else one sentence about them. Steps count from 1.</summary>
public static class CaseEventText
{
    /// <summary>The text of an event; empty where its kind says it all.</summary>
    public static string Of(CaseEvent happened) => OfPlanning(happened) ?? OfExecution(happened) ?? "";

    private static string? OfPlanning(CaseEvent happened) => happened switch
    {
        PlanProposed e => e.Text,
        PlanReplaced e => e.Text,
        StateSeen => "The resources are not as they were.",
        ApprovalVoided e => e.Text,
        ApprovalAsked e => e.Requirement.Why,
        LevelOpened e => FormattableString.Invariant($"Level {e.Level + 1} is asked."),
        Voted e => e.Voice == e.Actor ? e.Text : $"In place of {e.Voice}. {e.Text}".TrimEnd(),
        Delegated e => $"To {e.To}. {e.Text}".TrimEnd(),
        Reminded e => FormattableString.Invariant($"Level {e.Level + 1} is reminded."),
        Escalated e => FormattableString.Invariant($"Level {e.Level + 1} waits for too long; others are asked as well."),
        ApprovalGiven e => e.Text,
        CaseRejected e => e.Text,
        CaseExpired e => e.Text,
        CaseSuperseded e => $"By {e.By}. {e.Text}".TrimEnd(),
        CaseWithdrawn e => e.Text,
        CaseHalted e => e.Text,
        CaseResumed e => e.Text,
        AppliedByHand e => e.Text,
        RolledBackByHand e => e.Text,
        Commented e => e.Text,
        CommandAnswered e => e.Refusal,
        _ => null,
    };

    private static string? OfExecution(CaseEvent happened) => happened switch
    {
        StartScheduled e => FormattableString.Invariant($"For {e.StartUtc:yyyy-MM-dd HH:mm} to {e.EndUtc:yyyy-MM-dd HH:mm} UTC."),
        StartUnscheduled e => e.Text,
        StartPostponed e => e.Text,
        ExecutionStarted e => FormattableString.Invariant($"The way back is known for all steps, {e.Undo.Count} in number."),
        OperationSent e => FormattableString.Invariant($"{e.Operation} {OfStep(e.Operation, e.Step)}, attempt {e.Attempt}."),
        OperationAccepted e => e.Text,
        OperationPolled e => FormattableString.Invariant($"{e.Operation} {OfStep(e.Operation, e.Step)}, asked {e.Poll} times."),
        OperationRetrying e => e.Text,
        StepDone e => FormattableString.Invariant($"Step {e.Step + 1} is done."),
        StepNotDone e => FormattableString.Invariant($"Step {e.Step + 1} cannot be done: {e.Text}"),
        CanaryWatched e => FormattableString.Invariant($"Until {e.UntilUtc:yyyy-MM-dd HH:mm} UTC."),
        CanaryPassed e => e.Text,
        VerificationStarted e => FormattableString.Invariant($"Until {e.UntilUtc:yyyy-MM-dd HH:mm} UTC."),
        CaseCompleted e => e.Text,
        RollbackStarted e => e.Text,
        StepUndone e => FormattableString.Invariant($"Step {e.Step + 1} is undone."),
        LateChangeSeen e => FormattableString.Invariant($"Step {e.Step + 1} was done after it had been given up; it is undone again."),
        PersonCalled e => e.Text,
        CaseRolledBack e => e.Text,
        CaseFailed e => e.Text,
        _ => null,
    };

    private static string OfStep(OperationKind operation, int step) => operation is OperationKind.Apply or OperationKind.Undo
        ? FormattableString.Invariant($"step {step + 1}")
        : "all resources";
}
