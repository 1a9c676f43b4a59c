using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Approvals;

namespace CostIntel.Domain.Tests.Workflow;

/// <summary>A case in a test, with its clock and all that happened.</summary>
internal sealed class CaseRun
{
    public const string Id = "rec-1";
    public const string SeenState = "state-1";

    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static readonly ApprovalRequirement OneOfTeam = Requires(Level(["team"], 1));

    public Case Case { get; private set; } = Case.Of(Id);

    public DateTimeOffset Now { get; set; } = Start;

    public List<CaseEvent> Events { get; } = [];

    public IEnumerable<CaseEffect> Effects => Events.SelectMany(CaseMachine.Effects);

    public string Key => Case.Operation!.Key;

    public static ChangePlan Plan(int steps = 1, int canary = 0, string instruction = "resize") => new(
        [.. Enumerable.Range(0, steps).Select(step => new PlanStep($"vm-{step}", "simulated", instruction))],
        canary,
        ExecutionLimits.Default);

    public static ApprovalLevel Level(string[] groups, int count, string[]? people = null) => new(groups, people ?? [], count, null, null, []);

    public static ApprovalRequirement Requires(params ApprovalLevel[] levels) => new(levels, false, TimeSpan.FromDays(3), "p1", "a rule");

    public static CaseRun Proposed(ChangePlan? plan = null)
    {
        var run = new CaseRun();
        run.Does(new ProposePlan(plan ?? Plan(), SeenState, "too large") { AtUtc = run.Now });
        return run;
    }

    public static CaseRun Pending(ApprovalRequirement? requirement = null, ChangePlan? plan = null)
    {
        var run = Proposed(plan);
        run.Does(new AskApproval(requirement ?? OneOfTeam) { AtUtc = run.Now, Actor = "paul" });
        return run;
    }

    public static CaseRun Approved(ChangePlan? plan = null)
    {
        var run = Pending(null, plan);
        run.Does(run.Approve("ann", "team"));
        return run;
    }

    public static CaseRun Locking(ChangePlan? plan = null)
    {
        var run = Approved(plan);
        run.Does(new ScheduleStart(run.Now, run.Now.AddHours(4)) { AtUtc = run.Now });
        return run;
    }

    public static CaseRun Executing(ChangePlan? plan = null)
    {
        var run = Locking(plan);
        run.Does(new ReportLock(run.Key, true, "") { AtUtc = run.Now });
        run.Does(run.Check(CheckOutcome.Passed));
        return run;
    }

    public static CaseRun Verifying(ChangePlan? plan = null)
    {
        var run = Executing(plan);
        while (run.Case.State == WorkflowState.Executing)
        {
            run.Does(run.Step(StepOutcome.Done));
        }

        return run;
    }

    public static CaseRun Applied(ChangePlan? plan = null)
    {
        var run = Verifying(plan);
        run.Wait();
        run.Does(run.Health(HealthOutcome.Healthy));
        return run;
    }

    public CaseVerdict Do(CaseCommand command)
    {
        var verdict = CaseMachine.Decide(Case, command);
        Case = verdict.Events.Aggregate(Case, CaseMachine.Apply);
        Events.AddRange(verdict.Events);
        return verdict;
    }

    /// <summary>Does what must not be refused.</summary>
    public void Does(CaseCommand command) => Assert.Null(Do(command).Refusal);

    /// <summary>Lets time pass until something is due, and happens.</summary>
    public void Wait()
    {
        Now = Case.DueUtc!.Value;
        Does(new PassTime { AtUtc = Now });
    }

    public Approve Approve(string actor, params string[] groups) =>
        new(groups, Case.PlanHash, Case.StateHash, "") { AtUtc = Now, Actor = actor };

    public ReportCheck Check(CheckOutcome outcome, string state = SeenState) =>
        new(Key, outcome, state, [.. Case.Plan!.Steps.Select(step => "was " + step.Resource)], "checked") { AtUtc = Now };

    public ReportStep Step(StepOutcome outcome) => Step(Key, outcome);

    public ReportStep Step(string key, StepOutcome outcome) => new(key, outcome, "it said so") { AtUtc = Now };

    public ReportHealth Health(HealthOutcome outcome) => new(Key, outcome, "p99 50 ms") { AtUtc = Now };

    public RollBack RollBack() => new("not wanted") { AtUtc = Now, Actor = "olga" };

    public void Is(WorkflowState state) => Assert.Equal(state, Case.State);

    public int Count(CaseEffectKind kind) => Effects.Count(effect => effect.Kind == kind);
}
