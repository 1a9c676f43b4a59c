using System.Collections.Frozen;
using C = CostIntel.Domain.Workflow.CaseCommandKind;
using E = CostIntel.Domain.Workflow.CaseEventKind;
using S = CostIntel.Domain.Workflow.WorkflowState;

namespace CostIntel.Domain.Workflow;

/// <summary>Which commands are heard in which state, and which events lead from which state to which. The machine reads both.</summary>
public static class WorkflowTable
{
    private static readonly S[] BeforeStart = [S.Proposed, S.PendingApproval, S.Approved, S.Scheduled];
    private static readonly S[] Known = [.. Enum.GetValues<S>().Where(state => state != S.None)];

    /// <summary>The commands that are heard in each state. A command that is heard may still be refused for what it says.</summary>
    public static FrozenDictionary<S, CaseCommandKind[]> Commands { get; } = new Dictionary<S, CaseCommandKind[]>
    {
        [S.None] = [C.ProposePlan],
        [S.Proposed] =
        [
            C.AskApproval, C.Reject, C.ReplacePlan, C.ReportState, C.Halt, C.Resume, C.Supersede, C.Withdraw,
            C.RecordApplied, C.Comment, C.PassTime,
        ],
        [S.PendingApproval] =
        [
            C.Approve, C.Reject, C.Delegate, C.ReplacePlan, C.ReportState, C.Halt, C.Resume, C.Supersede, C.Withdraw,
            C.RecordApplied, C.Comment, C.PassTime,
        ],
        [S.Approved] =
        [
            C.ScheduleStart, C.Reject, C.ReplacePlan, C.ReportState, C.Halt, C.Resume, C.Supersede, C.Withdraw,
            C.RecordApplied, C.Comment, C.PassTime,
        ],
        [S.Scheduled] =
        [
            C.ScheduleStart, C.ReportLock, C.ReportCheck, C.Reject, C.ReplacePlan, C.ReportState, C.Halt, C.Supersede,
            C.Withdraw, C.RecordApplied, C.Comment, C.PassTime,
        ],
        [S.Executing] = [C.ReportStep, C.ReportHealth, C.ReportBreach, C.RollBack, C.Comment, C.PassTime],
        [S.Verifying] = [C.ReportHealth, C.ReportBreach, C.RollBack, C.Comment, C.PassTime],
        [S.Applied] = [C.RollBack, C.RecordRolledBack, C.Comment, C.PassTime],
        [S.RollingBack] = [C.ReportLock, C.ReportStep, C.RecordRolledBack, C.Comment, C.PassTime],
        [S.RolledBack] = [C.ReportStep, C.Comment, C.PassTime],
        [S.Rejected] = [C.Comment, C.PassTime],
        [S.Expired] = [C.ProposePlan, C.RecordApplied, C.Comment, C.PassTime],
        [S.Failed] = [C.ReportStep, C.Comment, C.PassTime],
        [S.Superseded] = [C.ProposePlan, C.RecordApplied, C.Comment, C.PassTime],
        [S.Withdrawn] = [C.ProposePlan, C.RecordApplied, C.Comment, C.PassTime],
    }.ToFrozenDictionary();

    /// <summary>From where each event leads where. Without a state to lead to, a case stays where it is.</summary>
    public static IReadOnlyList<Transition> Transitions { get; } =
    [
        new(E.PlanProposed, [S.None, S.Expired, S.Superseded, S.Withdrawn], S.Proposed),
        new(E.PlanReplaced, [S.Proposed], null),
        new(E.StateSeen, [S.Proposed], null),
        new(E.ApprovalVoided, [S.PendingApproval, S.Approved, S.Scheduled], S.Proposed),
        new(E.ApprovalAsked, [S.Proposed], S.PendingApproval),
        new(E.LevelOpened, [S.PendingApproval], null),
        new(E.Voted, [S.PendingApproval], null),
        new(E.Delegated, [S.PendingApproval], null),
        new(E.Reminded, [S.PendingApproval], null),
        new(E.Escalated, [S.PendingApproval], null),
        new(E.ApprovalGiven, [S.PendingApproval], S.Approved),
        new(E.CaseRejected, BeforeStart, S.Rejected),
        new(E.CaseExpired, [S.PendingApproval, S.Approved, S.Scheduled], S.Expired),
        new(E.CaseSuperseded, BeforeStart, S.Superseded),
        new(E.CaseWithdrawn, BeforeStart, S.Withdrawn),
        new(E.CaseHalted, [S.Proposed, S.PendingApproval, S.Approved], null),
        new(E.CaseResumed, [S.Proposed, S.PendingApproval, S.Approved], null),
        new(E.StartScheduled, [S.Approved, S.Scheduled], S.Scheduled),
        new(E.StartUnscheduled, [S.Scheduled], S.Approved),
        new(E.StartPostponed, [S.Scheduled], null),
        new(E.ResourcesLocked, [S.Scheduled, S.RollingBack], null),
        new(E.ResourcesReleased, [S.Scheduled, S.Executing, S.Verifying, S.RollingBack], null),
        new(E.ExecutionStarted, [S.Scheduled], S.Executing),
        new(E.OperationSent, [S.Scheduled, S.Executing, S.Verifying, S.RollingBack], null),
        new(E.OperationAccepted, [S.Executing, S.RollingBack], null),
        new(E.OperationPolled, [S.Executing, S.RollingBack], null),
        new(E.OperationRetrying, [S.Scheduled, S.Executing, S.Verifying, S.RollingBack], null),
        new(E.StepDone, [S.Executing], null),
        new(E.StepNotDone, [S.Executing], null),
        new(E.CanaryWatched, [S.Executing], null),
        new(E.CanaryPassed, [S.Executing], null),
        new(E.VerificationStarted, [S.Executing], S.Verifying),
        new(E.CaseCompleted, [S.Verifying], S.Applied),
        new(E.RollbackStarted, [S.Executing, S.Verifying, S.Applied, S.RolledBack, S.Failed], S.RollingBack),
        new(E.StepUndone, [S.RollingBack], null),
        new(E.LateChangeSeen, [S.RollingBack, S.RolledBack, S.Failed], null),
        new(E.PersonCalled, [S.RollingBack], null),
        new(E.CaseRolledBack, [S.RollingBack], S.RolledBack),
        new(E.CaseFailed, [S.Scheduled, S.Executing], S.Failed),
        new(E.AppliedByHand, [.. BeforeStart, S.Expired, S.Superseded, S.Withdrawn], S.Applied),
        new(E.RolledBackByHand, [S.Applied, S.RollingBack], S.RolledBack),
        new(E.RetentionEnded, [S.Applied], null),
        new(E.Commented, Known, null),
        new(E.CommandAnswered, [S.None, .. Known], null),
    ];

    private static FrozenDictionary<CaseEventKind, Transition> ByEvent { get; } =
        Transitions.ToFrozenDictionary(transition => transition.Event);

    /// <summary>Where an event leads from a state; null when it cannot happen there.</summary>
    public static S? Next(S state, CaseEventKind happened) =>
        ByEvent.TryGetValue(happened, out var transition) && transition.From.Contains(state) ? transition.To ?? state : null;

    /// <summary>True when a command is heard in a state.</summary>
    public static bool Hears(S state, CaseCommandKind command) => Commands[state].Contains(command);
}

/// <summary>From where an event leads where.</summary>
/// <param name="Event">The event.</param>
/// <param name="From">Where it can happen.</param>
/// <param name="To">Where it leads; null when it stays where it is.</param>
public sealed record Transition(CaseEventKind Event, IReadOnlyList<WorkflowState> From, WorkflowState? To);
