using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Approvals;

namespace CostIntel.Contracts.Tests.Workflow;

/// <summary>An event of each kind, and more than one where something may be absent; no two values are the same.</summary>
internal static class CaseEventSamples
{
    // Not a whole millisecond, so that whatever rounds is found.
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);

    private static readonly ExecutionLimits Limits = new()
    {
        AttemptWithin = TimeSpan.FromTicks(11_000_001),
        AttemptsMax = 7,
        RetryAfter = TimeSpan.FromTicks(12_000_002),
        RetryAfterMax = TimeSpan.FromTicks(13_000_003),
        PollEvery = TimeSpan.FromTicks(14_000_004),
        PageEvery = 9,
        CanaryFor = TimeSpan.FromTicks(15_000_005),
        VerifyFor = TimeSpan.FromTicks(16_000_006),
        RetainFor = TimeSpan.FromTicks(17_000_007),
    };

    private static readonly ChangePlan Plan = new(
        [new("vm-1", "webhook", "{\"size\":\"kleiner ä\"}"), new("vm-2", "simulated", "")], 1, Limits);

    private static readonly ApprovalRequirement Requirement = new(
        [
            new(["team", "leads"], ["ann"], 2, TimeSpan.FromTicks(21), TimeSpan.FromTicks(22), ["finance"]),
            new([], ["bob"], 1, null, null, []),
        ],
        false,
        TimeSpan.FromTicks(23),
        "p1",
        "rule 'prod'")
    {
        Delegations = [new("ann", ["team"], "lea", At.AddDays(-1), At.AddDays(8))],
    };

    public static IReadOnlyList<CaseEvent> All { get; } =
    [
        .. Planning().Concat(Approving()).Concat(Ends()).Concat(Starting()).Concat(Executing())
            .Select((happened, index) => happened with
            {
                CaseId = "rec-1", Number = index + 1, AtUtc = At.AddTicks(index), Actor = $"ann-{index}",
            }),
    ];

    private static IEnumerable<CaseEvent> Planning() =>
    [
        new PlanProposed(Plan, "state-1", "too large"),
        new PlanReplaced(Plan with { CanarySteps = 2, Limits = ExecutionLimits.Default }, "state-2", "better"),
        new StateSeen("state-3"),
        new Commented("let us wait"),
        new CommandAnswered("r1", "f1", "no"),
    ];

    private static IEnumerable<CaseEvent> Approving() =>
    [
        new ApprovalVoided("other state"),
        new ApprovalAsked(Requirement, At.AddDays(1)),
        new ApprovalAsked(new([], true, TimeSpan.FromTicks(24), "p2", "low risk"), At.AddDays(2)),
        new LevelOpened(1, At.AddHours(1), At.AddHours(2)),
        new LevelOpened(2, null, null),
        new LevelOpened(3, At.AddHours(1), null),
        new Voted(1, "dora", "yes"),
        new Delegated(1, "lea", "on leave"),
        new Reminded(1, At.AddHours(3)),
        new Escalated(2),
        new ApprovalGiven(At.AddDays(3), "by ann"),
    ];

    private static IEnumerable<CaseEvent> Ends() =>
    [
        new CaseRejected("not now"),
        new CaseExpired("nobody answered"),
        new CaseSuperseded("rec-2", "saves more"),
        new CaseWithdrawn("gone"),
        new CaseHalted("incident"),
        new CaseResumed(true, "over"),
        new CaseResumed(false, "over as well"),
        new AppliedByHand("console"),
        new RolledBackByHand("console again"),
    ];

    private static IEnumerable<CaseEvent> Starting() =>
    [
        new StartScheduled(At.AddHours(4), At.AddHours(5)),
        new StartUnscheduled("window closed"),
        new StartPostponed(At.AddHours(6), "locked"),
        new ResourcesLocked("rec-1/lock/1"),
        new ResourcesReleased("rec-1/lock/2"),
        new ExecutionStarted(["was large", ""]),
    ];

    private static IEnumerable<CaseEvent> Executing() =>
    [
        new OperationSent(OperationKind.Undo, 1, "rec-1/undo/1/1", 2, At.AddMinutes(1)),
        new OperationAccepted("rec-1/apply/0", At.AddMinutes(2), "working"),
        new OperationPolled(OperationKind.Apply, 2, "rec-1/apply/1", 3, At.AddMinutes(3)),
        new OperationRetrying("rec-1/apply/2", At.AddMinutes(4), "error 500"),
        new StepDone(3),
        new StepNotDone(4, "no such machine"),
        new CanaryWatched(At.AddMinutes(5)),
        new CanaryPassed("p99 50 ms"),
        new VerificationStarted(At.AddMinutes(6)),
        new CaseCompleted(At.AddDays(30), "costs less"),
        new RollbackStarted("p99 500 ms"),
        new StepUndone(5),
        new LateChangeSeen(6),
        new PersonCalled("third time"),
        new CaseRolledBack("as it was"),
        new CaseFailed("cannot"),
        new RetentionEnded(),
    ];
}
