using CostIntel.Domain.Workflow;

namespace CostIntel.Domain.Tests.Workflow;

public sealed class RollbackStories
{
    [Fact]
    public void A_change_that_breaks_an_SLO_while_it_is_verified_is_undone_in_reverse_order()
    {
        var run = CaseRun.Verifying(CaseRun.Plan(3));
        run.Does(new ReportBreach("errors 9%") { AtUtc = run.Now });
        while (run.Case.State == WorkflowState.RollingBack)
        {
            run.Does(run.Step(StepOutcome.Done));
        }

        run.Is(WorkflowState.RolledBack);
        Assert.Equal("errors 9%", run.Case.Reason);
        Assert.Equal(
            ["rec-1/undo/2/1", "rec-1/undo/1/1", "rec-1/undo/0/1"],
            run.Effects.Where(effect => effect.Kind == CaseEffectKind.UndoStep).Select(effect => effect.Key));
    }

    [Theory]
    [InlineData(HealthOutcome.SloBreached)]
    [InlineData(HealthOutcome.CostNotAsExpected)]
    public void A_change_that_does_not_do_what_was_promised_is_undone(HealthOutcome outcome)
    {
        var run = CaseRun.Verifying();
        run.Wait();

        run.Does(run.Health(outcome));

        run.Is(WorkflowState.RollingBack);
    }

    [Fact]
    public void What_cannot_be_verified_is_undone()
    {
        var run = CaseRun.Verifying();
        run.Wait();
        while (run.Case.State == WorkflowState.Verifying)
        {
            run.Do(run.Health(HealthOutcome.Unknown));
            run.Wait();
        }

        run.Is(WorkflowState.RollingBack);
    }

    [Fact]
    public void Undoing_is_tried_until_it_succeeds_and_a_person_is_called_meanwhile()
    {
        var run = CaseRun.Executing();
        run.Does(run.RollBack());
        for (var attempt = 1; attempt <= 100; attempt++)
        {
            run.Does(run.Step(StepOutcome.Failed));
            run.Wait();
        }

        run.Is(WorkflowState.RollingBack);
        Assert.Equal(33, run.Count(CaseEffectKind.CallPerson));
        run.Does(run.Step(StepOutcome.Done));
        run.Is(WorkflowState.RolledBack);
    }

    [Fact]
    public void A_person_may_undo_by_hand_what_the_engine_cannot()
    {
        var run = CaseRun.Executing();
        run.Does(run.RollBack());

        run.Does(new RecordRolledBack("restored from a snapshot") { AtUtc = run.Now, Actor = "olga" });

        run.Is(WorkflowState.RolledBack);
        Assert.Equal("", run.Case.LockKey);
    }

    [Fact]
    public void An_applied_change_can_be_undone_while_the_way_back_is_kept()
    {
        var run = CaseRun.Applied();
        run.Now = run.Now.AddDays(29);

        run.Does(run.RollBack());
        Assert.Equal(OperationKind.Lock, run.Case.Operation!.Kind);
        run.Does(new ReportLock(run.Key, false, "held by rec-2") { AtUtc = run.Now });
        run.Wait();
        run.Does(new ReportLock(run.Key, true, "") { AtUtc = run.Now });
        run.Does(run.Step(StepOutcome.Done));

        run.Is(WorkflowState.RolledBack);
    }

    [Fact]
    public void An_applied_change_cannot_be_undone_by_the_engine_afterwards()
    {
        var run = CaseRun.Applied();
        run.Wait();

        Assert.Contains("is not kept", run.Do(run.RollBack()).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_done_by_hand_is_undone_by_hand()
    {
        var run = CaseRun.Proposed();
        run.Does(new RecordApplied("resized in the console") { AtUtc = run.Now, Actor = "olga" });

        Assert.NotNull(run.Do(run.RollBack()).Refusal);
        run.Does(new RecordRolledBack("resized back") { AtUtc = run.Now, Actor = "olga" });
        run.Is(WorkflowState.RolledBack);
    }

    [Fact]
    public void A_step_that_is_reported_done_after_it_was_undone_is_undone_again()
    {
        var run = CaseRun.Executing();
        var key = run.Key;
        run.Does(run.RollBack());
        run.Does(run.Step(StepOutcome.Done));
        run.Is(WorkflowState.RolledBack);

        run.Does(run.Step(key, StepOutcome.Done));
        run.Does(new ReportLock(run.Key, true, "") { AtUtc = run.Now });
        Assert.Equal("rec-1/undo/0/2", run.Key);
        run.Does(run.Step(StepOutcome.Done));

        run.Is(WorkflowState.RolledBack);
        Assert.Equal(1, run.Count(CaseEffectKind.CallPerson));
        Assert.NotNull(run.Do(run.Step(key, StepOutcome.Done)).Refusal);
    }

    [Fact]
    public void A_step_that_is_reported_done_while_it_is_being_undone_is_undone_once_more()
    {
        var run = CaseRun.Executing();
        var key = run.Key;
        run.Does(run.RollBack());
        var undo = run.Key;

        run.Does(run.Step(key, StepOutcome.Done));

        Assert.NotNull(run.Do(run.Step(undo, StepOutcome.Done)).Refusal);
        Assert.Equal("rec-1/undo/0/2", run.Key);
    }

    [Fact]
    public void A_step_that_could_not_be_done_and_was_done_all_the_same_is_undone()
    {
        var run = CaseRun.Executing();
        var key = run.Key;
        run.Does(run.Step(StepOutcome.Impossible));
        run.Is(WorkflowState.Failed);

        run.Does(run.Step(key, StepOutcome.Done));

        run.Is(WorkflowState.RollingBack);
    }

    [Fact]
    public void A_way_back_does_not_wait_for_a_clock_that_was_set_back()
    {
        var run = CaseRun.Executing();
        run.Does(run.RollBack());
        run.Does(run.Step(StepOutcome.Failed));
        Assert.False(run.Case.IsDue(run.Now));
        run.Now -= TimeSpan.FromHours(7);

        Assert.True(run.Case.IsDue(run.Now));
        run.Does(new PassTime { AtUtc = run.Now });

        Assert.Equal((2, null), (run.Case.Operation!.Attempt, run.Case.Operation.RetryUtc));
        Assert.False(run.Case.IsDue(run.Now));
    }

    [Fact]
    public void An_executor_that_works_on_something_is_asked_although_the_clock_was_set_back()
    {
        var run = CaseRun.Executing();
        run.Does(run.Step(StepOutcome.Accepted));
        Assert.False(run.Case.IsDue(run.Now));
        run.Now -= TimeSpan.FromHours(7);

        Assert.True(run.Case.IsDue(run.Now));
        run.Does(new PassTime { AtUtc = run.Now });

        Assert.Equal(1, run.Case.Operation!.Polls);
        Assert.False(run.Case.IsDue(run.Now));
    }
}
