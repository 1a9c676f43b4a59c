namespace CostIntel.Domain.Workflow;

/// <summary>What events make of a case. Nothing is decided here.</summary>
internal static class CaseFold
{
    // A client that repeats a request after so many others have been answered is not waiting for it any more.
    public const int AnswersMax = 64;

    public static Case Apply(Case before, CaseEvent happened)
    {
        if (happened.CaseId != before.Id || happened.Number != before.Version + 1)
        {
            throw new InvalidDataException(
                $"Event {happened.Number} of case '{happened.CaseId}' cannot follow event {before.Version} of case '{before.Id}'.");
        }

        var state = WorkflowTable.Next(before.State, happened.Kind)
            ?? throw new InvalidDataException($"Case '{before.Id}', event {happened.Number}: {happened.Kind} cannot follow {before.State}.");
        var after = ApplyPlanning(before, happened) ?? ApplyExecution(before, happened)
            ?? throw new InvalidDataException($"Case '{before.Id}', event {happened.Number}: {happened.GetType().Name} is not known.");
        return after with
        {
            State = state,
            Version = happened.Number,
            ChangedUtc = state == before.State ? before.ChangedUtc : happened.AtUtc,
        };
    }

    private static Case? ApplyPlanning(Case before, CaseEvent happened) => happened switch
    {
        PlanProposed e => Planned(before, e.Plan, e.StateHash, e) with { Reason = e.Text, Authors = By(e), SupersededBy = "" },
        PlanReplaced e => Planned(before, e.Plan, e.StateHash, e) with { Reason = e.Text },
        StateSeen e => before with { StateHash = e.StateHash },
        ApprovalVoided e => Unstarted(before) with { Approval = null, Reason = e.Text },
        ApprovalAsked e => Asked(before, e),
        LevelOpened e => Approving(before, approval => approval with
        {
            Level = e.Level, RemindUtc = e.RemindUtc, EscalateUtc = e.EscalateUtc, IsEscalated = false,
        }),
        Voted e => Approving(before, approval => approval with { Votes = [.. approval.Votes, new(e.Level, e.Actor, e.Voice)] }),
        Delegated e => Approving(before, approval => approval with
        {
            Delegations = [.. approval.Delegations, new(e.Level, e.Actor, e.To)],
        }),
        Reminded e => Approving(before, approval => approval with { RemindUtc = e.NextUtc }),
        Escalated => Approving(before, approval => approval with { EscalateUtc = null, IsEscalated = true }),
        ApprovalGiven e => Approving(before, approval => approval with
        {
            IsGiven = true, ExpiresUtc = e.ValidUntilUtc, RemindUtc = null, EscalateUtc = null,
        }) with { Reason = e.Text },
        CaseRejected e => Unstarted(before) with { Reason = e.Text },
        CaseExpired e => Unstarted(before) with { Reason = e.Text },
        CaseSuperseded e => Unstarted(before) with { SupersededBy = e.By, Reason = e.Text },
        CaseWithdrawn e => Unstarted(before) with { Reason = e.Text },
        CaseHalted e => before with { IsHalted = true, Reason = e.Text },
        CaseResumed e => before with { IsHalted = false, Reason = e.Text },
        AppliedByHand e => Unstarted(before) with { DoneUtc = e.AtUtc, Reason = e.Text },
        Commented => before,
        CommandAnswered e => before with
        {
            Answers = [.. before.Answers.TakeLast(AnswersMax - 1), new(e.RequestId, e.Fingerprint, before.State, e.Refusal)],
        },
        _ => null,
    };

    private static Case? ApplyExecution(Case before, CaseEvent happened) => happened switch
    {
        StartScheduled e => before with { StartUtc = e.StartUtc, WindowEndUtc = e.EndUtc, IsPostponed = false },
        StartUnscheduled e => Unstarted(before) with { Reason = e.Text },
        StartPostponed e => before with { StartUtc = e.UntilUtc, Operation = null, IsPostponed = true, Reason = e.Text },
        ResourcesLocked => before with { Operation = null },
        ResourcesReleased => before with { Operation = null, LockKey = "" },
        ExecutionStarted e => Unstarted(before) with
        {
            BegunUtc = e.AtUtc, Steps = [.. e.Undo.Select(undo => new CaseStep(StepProgress.Waiting, undo))],
        },
        OperationSent e => Sent(before, e),
        OperationAccepted e => Waiting(before, operation => operation with { PollUtc = e.PollUtc }),
        OperationPolled e => Waiting(before, operation => operation with { PollUtc = e.NextUtc, Polls = e.Poll }),
        OperationRetrying e => Waiting(before, operation => operation with { RetryUtc = e.RetryUtc, PollUtc = null }),
        StepDone e => Stepping(before, e.Step, step => step with { Progress = StepProgress.Done, IsReported = true }) with { Operation = null },
        StepNotDone e => Stepping(before, e.Step, step => step with { Progress = StepProgress.NotDone }) with { Operation = null },
        CanaryWatched e => before with { WatchUntilUtc = e.UntilUtc },
        CanaryPassed => before with { WatchUntilUtc = null, Operation = null },
        VerificationStarted e => before with { DoneUtc = e.AtUtc, WatchUntilUtc = e.UntilUtc, Reason = "" },
        CaseCompleted e => before with { WatchUntilUtc = null, Operation = null, RetainUntilUtc = e.RetainUntilUtc, Reason = e.Text },
        RollbackStarted e => before with { WatchUntilUtc = null, Operation = null, RetainUntilUtc = null, Reason = e.Text },
        StepUndone e => Stepping(before, e.Step, step => step with { Progress = StepProgress.Undone }) with { Operation = null },
        LateChangeSeen e => Stepping(before, e.Step, step => step with { Progress = StepProgress.Done, IsReported = true }),
        PersonCalled => before,
        CaseRolledBack e => before with { Reason = e.Text },
        RolledBackByHand e => ByHand(before) with { Reason = e.Text },
        CaseFailed e => Unstarted(before) with { Reason = e.Text },
        RetentionEnded => before with { RetainUntilUtc = null },
        _ => null,
    };

    private static Case Planned(Case before, ChangePlan plan, string stateHash, CaseEvent by) => before with
    {
        Plan = plan, PlanHash = plan.Hash(), StateHash = stateHash, Approval = null, Authors = [.. before.Authors.Union(By(by))],
    };

    private static Case Asked(Case before, ApprovalAsked asked) => before with
    {
        Approval = new(asked.Requirement, before.PlanHash, before.StateHash, asked.ExpiresUtc),
        Authors = [.. before.Authors.Union(By(asked))],
        Reason = asked.Requirement.Why,
    };

    private static string[] By(CaseEvent happened) => happened.Actor.Length == 0 ? [] : [happened.Actor];

    private static Case Unstarted(Case before) =>
        before with { StartUtc = null, WindowEndUtc = null, IsPostponed = false, Operation = null };

    private static Case Approving(Case before, Func<ApprovalProgress, ApprovalProgress> change) =>
        before with { Approval = change(before.Approval!) };

    private static Case Waiting(Case before, Func<Operation, Operation> change) =>
        before with { Operation = change(before.Operation!) };

    private static Case Stepping(Case before, int step, Func<CaseStep, CaseStep> change) =>
        before with { Steps = [.. before.Steps.Select((one, index) => index == step ? change(one) : one)] };

    private static Case Sent(Case before, OperationSent sent)
    {
        var polls = before.Operation?.Key == sent.Key ? before.Operation.Polls : 0;
        var after = before with { Operation = new(sent.Operation, sent.Step, sent.Key, sent.Attempt, sent.DeadlineUtc) { Polls = polls }, IsPostponed = false };
        return (sent.Operation, sent.Attempt) switch
        {
            (OperationKind.Lock, 1) => after with { Locks = before.Locks + 1, LockKey = sent.Key },
            (OperationKind.Apply, 1) => Stepping(after, sent.Step, step => step with { Progress = StepProgress.Sent }),
            (OperationKind.Undo, 1) => Stepping(after, sent.Step, step => step with { Undos = step.Undos + 1 }),
            _ => after,
        };
    }

    private static Case ByHand(Case before) => before with
    {
        Operation = null,
        RetainUntilUtc = null,
        Steps = [.. before.Steps.Select(step => step.MayBeInEffect ? step with { Progress = StepProgress.Undone } : step)],
    };
}
