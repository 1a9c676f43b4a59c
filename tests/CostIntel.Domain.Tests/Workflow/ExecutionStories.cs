using CostIntel.Domain.Workflow;

namespace CostIntel.Domain.Tests.Workflow;

public sealed class ExecutionStories
{
    [Fact]
    public void A_change_goes_from_proposal_to_verified()
    {
        var run = CaseRun.Applied(CaseRun.Plan(2));

        run.Is(WorkflowState.Applied);
        Assert.Equal("Verified: p99 50 ms", run.Case.Reason);
        Assert.Equal(["rec-1/apply/0", "rec-1/apply/1"], run.Effects.Where(effect => effect.Kind == CaseEffectKind.ApplyStep).Select(effect => effect.Key));
        Assert.Equal(1, run.Count(CaseEffectKind.ReleaseResources));
        Assert.Equal("", run.Case.LockKey);
    }

    [Fact]
    public void The_way_back_is_known_before_anything_is_changed()
    {
        var run = CaseRun.Locking(CaseRun.Plan(2));
        run.Does(new ReportLock(run.Key, true, "") { AtUtc = run.Now });

        run.Do(new ReportCheck(run.Key, CheckOutcome.Passed, CaseRun.SeenState, ["was large"], "") { AtUtc = run.Now });

        run.Is(WorkflowState.Failed);
        Assert.Contains("way back is not known", run.Case.Reason, StringComparison.Ordinal);
        Assert.Equal(0, run.Count(CaseEffectKind.ApplyStep));
        Assert.Equal((1, 1), (run.Count(CaseEffectKind.CallPerson), run.Count(CaseEffectKind.ReleaseResources)));
    }

    [Fact]
    public void It_begins_when_its_window_opens_and_not_before()
    {
        var run = CaseRun.Approved();
        run.Does(new ScheduleStart(run.Now.AddHours(3), run.Now.AddHours(5)) { AtUtc = run.Now });
        run.Does(new PassTime { AtUtc = run.Now.AddHours(2) });
        Assert.Null(run.Case.Operation);

        run.Wait();

        Assert.Equal(CaseRun.Start.AddHours(3), run.Now);
        Assert.Equal(OperationKind.Lock, run.Case.Operation!.Kind);
    }

    [Fact]
    public void A_locked_resource_is_waited_for_until_the_window_ends()
    {
        var run = CaseRun.Locking();
        while (run.Case.State == WorkflowState.Scheduled)
        {
            run.Does(new ReportLock(run.Key, false, "held by rec-2") { AtUtc = run.Now });
            if (run.Case.State == WorkflowState.Scheduled)
            {
                run.Wait();
            }
        }

        run.Is(WorkflowState.Approved);
        Assert.Contains("held by rec-2", run.Case.Reason, StringComparison.Ordinal);
        Assert.Equal(16, run.Case.Locks);
        Assert.Equal(2, run.Count(CaseEffectKind.FindWindow));
        Assert.Equal(run.Count(CaseEffectKind.LockResources), run.Count(CaseEffectKind.ReleaseResources));
    }

    [Fact]
    public void A_resource_that_is_not_as_approved_is_not_changed_and_approval_is_asked_again()
    {
        var run = CaseRun.Locking();
        run.Does(new ReportLock(run.Key, true, "") { AtUtc = run.Now });

        run.Does(run.Check(CheckOutcome.Passed, "state-2"));

        run.Is(WorkflowState.Proposed);
        Assert.Equal(("state-2", null), (run.Case.StateHash, run.Case.Approval));
        Assert.Equal(1, run.Count(CaseEffectKind.AskPolicy));
        Assert.Equal((0, 1), (run.Count(CaseEffectKind.ApplyStep), run.Count(CaseEffectKind.ReleaseResources)));
    }

    [Fact]
    public void What_fails_is_tried_again_later_with_the_same_key()
    {
        var run = CaseRun.Executing();
        var waits = new List<TimeSpan>();
        for (var attempt = 1; attempt < 5; attempt++)
        {
            run.Does(run.Step(StepOutcome.Failed));
            var failed = run.Now;
            run.Wait();
            waits.Add(run.Now - failed);
        }

        run.Does(run.Step(StepOutcome.Done));

        run.Is(WorkflowState.Verifying);
        Assert.Equal([10, 20, 40, 80], waits.Select(wait => wait.TotalSeconds));
        Assert.Equal(5, run.Count(CaseEffectKind.ApplyStep));
        Assert.Single(run.Effects.Where(effect => effect.Kind == CaseEffectKind.ApplyStep).Select(effect => effect.Key).Distinct());
    }

    [Fact]
    public void A_step_that_never_answers_is_undone_because_it_may_have_been_done()
    {
        var run = CaseRun.Executing();
        while (run.Case.State == WorkflowState.Executing)
        {
            run.Wait();
        }

        run.Is(WorkflowState.RollingBack);
        Assert.Equal("rec-1/undo/0/1", run.Key);
    }

    [Fact]
    public void An_executor_that_works_on_it_is_asked_how_far_it_is()
    {
        var run = CaseRun.Executing();
        run.Does(run.Step(StepOutcome.Accepted));
        run.Wait();
        run.Wait();

        Assert.Equal(["rec-1/apply/0/poll/1", "rec-1/apply/0/poll/2"], run.Effects.Where(effect => effect.Kind == CaseEffectKind.PollStep).Select(effect => effect.Key));
        run.Does(run.Step(StepOutcome.Done));
        run.Is(WorkflowState.Verifying);
    }

    [Fact]
    public void What_was_certainly_not_done_fails_and_calls_a_person()
    {
        var run = CaseRun.Executing();

        run.Does(run.Step(StepOutcome.Impossible));

        run.Is(WorkflowState.Failed);
        Assert.Equal("Nothing was changed: it said so", run.Case.Reason);
        Assert.Equal((1, 0), (run.Count(CaseEffectKind.CallPerson), run.Count(CaseEffectKind.UndoStep)));
    }

    [Fact]
    public void After_an_unanswered_attempt_nobody_can_be_certain_that_nothing_was_done()
    {
        var run = CaseRun.Executing();
        run.Wait();
        run.Wait();

        run.Does(run.Step(StepOutcome.Impossible));

        run.Is(WorkflowState.RollingBack);
    }

    [Fact]
    public void The_others_wait_for_the_canary()
    {
        var run = CaseRun.Executing(CaseRun.Plan(3, canary: 1));
        run.Does(run.Step(StepOutcome.Done));
        Assert.Equal((null, 1), (run.Case.Operation, run.Count(CaseEffectKind.ApplyStep)));

        run.Wait();
        run.Does(run.Health(HealthOutcome.Healthy));

        Assert.Equal("rec-1/apply/1", run.Key);
    }

    [Fact]
    public void A_canary_that_breaks_an_SLO_is_undone_and_the_others_are_left_alone()
    {
        var run = CaseRun.Executing(CaseRun.Plan(3, canary: 1));
        run.Does(run.Step(StepOutcome.Done));
        run.Wait();
        run.Does(run.Health(HealthOutcome.SloBreached));
        run.Does(run.Step(StepOutcome.Done));

        run.Is(WorkflowState.RolledBack);
        Assert.Equal("An SLO is broken: p99 50 ms", run.Case.Reason);
        Assert.Equal((1, 1), (run.Count(CaseEffectKind.ApplyStep), run.Count(CaseEffectKind.UndoStep)));
    }

    [Fact]
    public void The_kill_switch_stops_what_has_not_begun()
    {
        var run = CaseRun.Locking();
        run.Does(new Halt("stop everything") { AtUtc = run.Now, Actor = "olga" });
        var late = new ScheduleStart(run.Now, run.Now.AddHours(1)) { AtUtc = run.Now };

        run.Is(WorkflowState.Approved);
        Assert.Contains("halted", run.Do(late).Refusal, StringComparison.Ordinal);
        Assert.Equal(1, run.Count(CaseEffectKind.ReleaseResources));
        run.Does(new Resume("all clear") { AtUtc = run.Now, Actor = "olga" });
        run.Does(late);
    }

    [Fact]
    public void The_kill_switch_leaves_alone_what_has_begun()
    {
        var run = CaseRun.Executing();

        var refusal = run.Do(new Halt("stop") { AtUtc = run.Now }).Refusal;

        Assert.Equal(
            "Case 'rec-1' is Executing: Halt is not allowed. Allowed: ReportStep, ReportHealth, ReportBreach, RollBack, Comment, PassTime.",
            refusal);
    }

    [Fact]
    public void An_approval_that_nobody_used_expires()
    {
        var run = CaseRun.Approved();

        run.Wait();

        run.Is(WorkflowState.Expired);
        Assert.Equal(CaseRun.Start.AddDays(3), run.Now);
    }
}
