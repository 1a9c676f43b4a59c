namespace CostIntel.Domain.Workflow;

/// <summary>What events ask for.</summary>
internal static class CaseEffects
{
    public static IReadOnlyList<CaseEffect> Of(CaseEvent happened) => happened switch
    {
        PlanProposed e => [Once(e, CaseEffectKind.Tell, e.Text)],
        ApprovalVoided e => [Once(e, CaseEffectKind.AskPolicy, e.Text), Once(e, CaseEffectKind.Tell, e.Text)],
        ApprovalAsked e => [Once(e, CaseEffectKind.Tell, e.Requirement.Why)],
        LevelOpened e => [Once(e, CaseEffectKind.AskPeople, "", e.Level)],
        Delegated e => [Once(e, CaseEffectKind.AskPeople, e.To, e.Level)],
        Reminded e => [Once(e, CaseEffectKind.RemindPeople, "", e.Level)],
        Escalated e => [Once(e, CaseEffectKind.EscalateToPeople, "", e.Level)],
        ApprovalGiven e => [Once(e, CaseEffectKind.FindWindow, e.Text), Once(e, CaseEffectKind.Tell, e.Text)],
        StartUnscheduled e => [Once(e, CaseEffectKind.FindWindow, e.Text), Once(e, CaseEffectKind.Tell, e.Text)],
        CaseResumed { IsApproved: true } e => [Once(e, CaseEffectKind.FindWindow, e.Text), Once(e, CaseEffectKind.Tell, e.Text)],
        CaseResumed e => [Once(e, CaseEffectKind.Tell, e.Text)],
        CaseHalted e => [Once(e, CaseEffectKind.Tell, e.Text)],
        StartScheduled or ExecutionStarted or VerificationStarted => [Once(happened, CaseEffectKind.Tell, "")],
        ResourcesReleased e => [new(CaseEffectKind.ReleaseResources, CaseKeys.Release(e.Key), e.CaseId, e.Key, 0, "")],
        OperationSent e => [new(Asked(e.Operation), e.Key, e.CaseId, e.Key, e.Step, "")],
        OperationPolled e => [new(CaseEffectKind.PollStep, CaseKeys.Poll(e.Key, e.Poll), e.CaseId, e.Key, e.Step, "")],
        LateChangeSeen e => [Once(e, CaseEffectKind.CallPerson, "A step was done after it had been given up.", e.Step)],
        PersonCalled e => [Once(e, CaseEffectKind.CallPerson, e.Text)],
        CaseFailed e => [Once(e, CaseEffectKind.CallPerson, e.Text), Once(e, CaseEffectKind.Tell, e.Text)],
        CaseRejected e => [Once(e, CaseEffectKind.Tell, e.Text)],
        CaseExpired e => [Once(e, CaseEffectKind.Tell, e.Text)],
        CaseSuperseded e => [Once(e, CaseEffectKind.Tell, e.Text)],
        CaseWithdrawn e => [Once(e, CaseEffectKind.Tell, e.Text)],
        CaseCompleted e => [Once(e, CaseEffectKind.Tell, e.Text)],
        RollbackStarted e => [Once(e, CaseEffectKind.Tell, e.Text)],
        CaseRolledBack e => [Once(e, CaseEffectKind.Tell, e.Text)],
        AppliedByHand e => [Once(e, CaseEffectKind.Tell, e.Text)],
        RolledBackByHand e => [Once(e, CaseEffectKind.Tell, e.Text)],
        _ => [],
    };

    private static CaseEffect Once(CaseEvent happened, CaseEffectKind kind, string text, int number = 0) =>
        new(kind, CaseKeys.Once(happened.CaseId, happened.Number, kind), happened.CaseId, "", number, text);

    private static CaseEffectKind Asked(OperationKind operation) => operation switch
    {
        OperationKind.Lock => CaseEffectKind.LockResources,
        OperationKind.Check => CaseEffectKind.CheckResources,
        OperationKind.Apply => CaseEffectKind.ApplyStep,
        OperationKind.CheckCanary or OperationKind.Verify => CaseEffectKind.CheckHealth,
        OperationKind.Undo => CaseEffectKind.UndoStep,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "This is no operation."),
    };
}
