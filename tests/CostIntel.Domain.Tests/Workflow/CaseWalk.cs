using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Approvals;
using static CostIntel.Domain.Tests.Workflow.CaseRun;

namespace CostIntel.Domain.Tests.Workflow;

/// <summary>A case that numbers lead anywhere: more often to where something follows, often enough to where nothing should.</summary>
internal sealed class CaseWalk
{
    private static readonly string[] People = ["", "paul", "ann", "bob", "dora", "lea"];
    private static readonly string[] Groups = ["team", "finance", "leads"];
    private static readonly string[] StateHashes = [SeenState, SeenState, SeenState, SeenState, SeenState, SeenState, "state-2", ""];
    private static readonly CaseCommandKind[] Kinds = [.. Enum.GetValues<CaseCommandKind>().Where(kind => kind != CaseCommandKind.None)];

    private static readonly ExecutionLimits Limits = new()
    {
        AttemptsMax = 2, CanaryFor = TimeSpan.FromMinutes(15), VerifyFor = TimeSpan.FromHours(2), RetainFor = TimeSpan.FromDays(2),
    };

    private static readonly ChangePlan[] Plans =
    [
        Plan(1) with { Limits = Limits }, Plan(3, canary: 1) with { Limits = Limits }, Plan(2) with { Limits = Limits }, Plan(0),
    ];

    private static readonly StandingDelegation[] Away =
    [
        new("ann", ["team"], "dora", Start, Start.AddDays(300)), new("paul", ["team", "leads"], "lea", Start, Start.AddHours(5)),
    ];

    private static readonly ApprovalRequirement[] Requirements =
    [
        OneOfTeam,
        Requires(Level(["team"], 2), Level(["finance"], 1, ["dora"])) with { Delegations = Away },
        Requires(new ApprovalLevel(["team"], ["lea"], 1, TimeSpan.FromHours(5), TimeSpan.FromHours(9), ["leads"])),
        new([], true, TimeSpan.FromDays(1), "p2", "low risk"),
        new([], false, TimeSpan.FromDays(1), "p2", "nobody"),
    ];

    private readonly List<string> _keys = ["rec-1/apply/0"];
    private int _number;
    private int _choices;

    public Case Case { get; private set; } = Case.Of(Id);

    public DateTimeOffset Now { get; private set; } = Start;

    public List<CaseEvent> Events { get; } = [];

    /// <summary>Gives one more command.</summary>
    /// <param name="number">Which: the same number in the same case is the same command.</param>
    public (Case Before, CaseCommand Command, CaseVerdict Verdict) Step(int number)
    {
        _number = number;
        var isFollowing = Choose(10) < 7;
        var kind = isFollowing ? Following() : Kinds[Choose(Kinds.Length)];
        Now += TimeSpan.FromMinutes(Choose(4));
        if (kind == CaseCommandKind.PassTime && Choose(4) > 0)
        {
            Now = Case.DueUtc > Now ? Case.DueUtc.Value : Now;
        }

        var command = Make(kind) with
        {
            AtUtc = Now, Actor = People[Choose(People.Length)], RequestId = Choose(3) == 0 ? $"r{Choose(100)}" : "",
        };
        return Do(command);
    }

    public (Case Before, CaseCommand Command, CaseVerdict Verdict) Do(CaseCommand command)
    {
        var (before, verdict) = (Case, CaseMachine.Decide(Case, command));
        Case = verdict.Events.Aggregate(Case, CaseMachine.Apply);
        Events.AddRange(verdict.Events);
        if (Case.Operation is { } operation && operation.Key != before.Operation?.Key)
        {
            _keys.Add(operation.Key);
        }

        return (before, command, verdict);
    }

    public void PassTime()
    {
        Now = Case.DueUtc > Now ? Case.DueUtc.Value : Now;
        Do(new PassTime { AtUtc = Now });
    }

    /// <summary>Lets whoever was asked answer.</summary>
    /// <param name="number">How.</param>
    public void Answer(int number)
    {
        _number = number;
        Do(Make(Following()) with { AtUtc = Now });
    }

    private CaseCommandKind Following() => (Case.State, Case.Operation?.Kind) switch
    {
        (WorkflowState.None, _) => CaseCommandKind.ProposePlan,
        (WorkflowState.Proposed, _) => CaseCommandKind.AskApproval,
        (WorkflowState.PendingApproval, _) => Choose(4) == 0 ? CaseCommandKind.PassTime : CaseCommandKind.Approve,
        (WorkflowState.Approved, _) => CaseCommandKind.ScheduleStart,
        (_, null) => CaseCommandKind.PassTime,
        _ when Choose(3) == 0 => CaseCommandKind.PassTime,
        (_, OperationKind.Lock) => CaseCommandKind.ReportLock,
        (_, OperationKind.Check) => CaseCommandKind.ReportCheck,
        (_, OperationKind.Apply or OperationKind.Undo) => CaseCommandKind.ReportStep,
        _ => CaseCommandKind.ReportHealth,
    };

    private CaseCommand Make(CaseCommandKind kind) => kind switch
    {
        CaseCommandKind.ProposePlan => new ProposePlan(Plans[Choose(4)], StateHashes[Choose(8)], "too large") { AtUtc = Now },
        CaseCommandKind.ReplacePlan => new ReplacePlan(Plans[Choose(4)], StateHashes[Choose(8)], "better") { AtUtc = Now },
        CaseCommandKind.ReportState => new ReportState(StateHashes[Choose(8)]) { AtUtc = Now },
        CaseCommandKind.AskApproval => new AskApproval(Requirements[Choose(5)]) { AtUtc = Now },
        CaseCommandKind.Approve => new Approve(
            [Groups[Choose(3)]], Choose(8) == 0 ? "other" : Case.PlanHash, Choose(8) == 0 ? "other" : Case.StateHash, "") { AtUtc = Now },
        CaseCommandKind.Reject => new Reject(Text()) { AtUtc = Now },
        CaseCommandKind.Delegate => new Domain.Workflow.Delegate([Groups[Choose(3)]], People[Choose(6)], "") { AtUtc = Now },
        CaseCommandKind.Comment => new Comment(Text()) { AtUtc = Now },
        CaseCommandKind.ScheduleStart => new ScheduleStart(Now.AddMinutes(Choose(3) * 20), Now.AddMinutes(Choose(100))) { AtUtc = Now },
        CaseCommandKind.Halt => new Halt(Text()) { AtUtc = Now },
        CaseCommandKind.Resume => new Resume(Text()) { AtUtc = Now },
        CaseCommandKind.Supersede => new Supersede("rec-2", Text()) { AtUtc = Now },
        CaseCommandKind.Withdraw => new Withdraw(Text()) { AtUtc = Now },
        CaseCommandKind.RollBack => new RollBack(Text()) { AtUtc = Now },
        CaseCommandKind.RecordApplied => new RecordApplied(Text()) { AtUtc = Now },
        CaseCommandKind.RecordRolledBack => new RecordRolledBack(Text()) { AtUtc = Now },
        _ => MakeReport(kind),
    };

    private CaseCommand MakeReport(CaseCommandKind kind) => kind switch
    {
        CaseCommandKind.ReportLock => new ReportLock(Key(), Choose(3) > 0, "held") { AtUtc = Now },
        CaseCommandKind.ReportCheck => new ReportCheck(
            Key(),
            Choose(3) == 0 ? (CheckOutcome)Choose(4) : CheckOutcome.Passed,
            StateHashes[Choose(8)],
            [.. Enumerable.Repeat("was", Choose(8) == 0 ? Choose(4) : Case.Plan?.Steps.Count ?? 0)],
            "checked") { AtUtc = Now },
        CaseCommandKind.ReportStep => new ReportStep(
            Key(), Choose(2) == 0 ? (StepOutcome)Choose(4) : StepOutcome.Done, "it said so") { AtUtc = Now },
        CaseCommandKind.ReportHealth => new ReportHealth(
            Key(), Choose(2) == 0 ? (HealthOutcome)Choose(4) : HealthOutcome.Healthy, "seen") { AtUtc = Now },
        CaseCommandKind.ReportBreach => new ReportBreach(Text()) { AtUtc = Now },
        _ => new PassTime { AtUtc = Now },
    };

    private string Text() => Choose(5) == 0 ? "" : "because";

    // Mostly what is under way; sometimes something old.
    private string Key() => Case.Operation is { } operation && Choose(5) > 0 ? operation.Key : _keys[Choose(_keys.Count)];

    // Each choice of a command is another function of its number.
    private int Choose(int count)
    {
        var mixed = unchecked(((ulong)(uint)_number + ((ulong)++_choices << 32)) * 0x9E3779B97F4A7C15UL);
        mixed = unchecked((mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9UL);
        return (int)((mixed ^ (mixed >> 32)) % (uint)count);
    }
}
