using System.Text.Json;
using CostIntel.Domain.Workflow;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Workflow;

public sealed class CaseProperties
{
    private const int Commands = 50;

    private static readonly Arbitrary<int[]> Numbers = Gen.Choose(0, int.MaxValue).ArrayOf(Commands).ToArbitrary();

    [Fact]
    public void Whatever_is_asked_of_a_case_the_rules_hold() => Check(50_000, numbers =>
    {
        var walk = new CaseWalk();
        foreach (var number in numbers)
        {
            var (before, command, verdict) = walk.Step(number);
            CaseRules.AssertVerdict(before, command, verdict);
            CaseRules.AssertState(walk.Case);
        }

        CaseRules.AssertEffects(walk.Events);
    });

    [Fact]
    public void What_has_begun_ends_applied_rolled_back_or_failed() => Check(30_000, numbers =>
    {
        var walk = Walked(numbers);
        var steps = 0;
        while (walk.Case.State is WorkflowState.Executing or WorkflowState.Verifying or WorkflowState.RollingBack)
        {
            // Each answer is lost, bad or good; that one of many is good is all that is asked of the world.
            walk.Answer(numbers[steps % Commands] + steps);
            walk.PassTime();
            Assert.True(++steps < 2000, $"Still {walk.Case.State}.");
            CaseRules.AssertState(walk.Case);
        }

        var hasBegun = walk.Events.Any(happened => happened is ExecutionStarted);
        WorkflowState[] ends = [WorkflowState.Applied, WorkflowState.RolledBack, WorkflowState.Failed];
        Assert.True(!hasBegun || ends.Contains(walk.Case.State));
    });

    [Fact]
    public void Time_alone_ends_what_nobody_answers_or_calls_a_person() => Check(20_000, numbers =>
    {
        var walk = Walked(numbers);
        var steps = 0;
        while (walk.Case.DueUtc is not null && walk.Case.State != WorkflowState.RollingBack)
        {
            walk.PassTime();
            Assert.True(++steps < 2000, $"Still {walk.Case.State}.");
        }

        if (walk.Case.State == WorkflowState.RollingBack)
        {
            var before = walk.Events.Count;
            while (!walk.Events.Skip(before).Any(happened => happened is PersonCalled))
            {
                walk.PassTime();
                Assert.True(++steps < 2000, "Nobody is called.");
            }
        }
    });

    [Fact]
    public void Events_replayed_give_the_same_case() => Check(10_000, numbers =>
    {
        var walk = Walked(numbers);

        var replayed = CaseMachine.Replay(CaseRun.Id, walk.Events);

        Assert.Equal(JsonSerializer.Serialize(walk.Case), JsonSerializer.Serialize(replayed));
    });

    [Fact]
    public void The_same_request_id_changes_nothing() => Check(10_000, numbers =>
    {
        var walk = new CaseWalk();
        foreach (var number in numbers)
        {
            var (_, command, verdict) = walk.Step(number);
            if (command.RequestId.Length > 0 && (verdict.IsRepeat || verdict.Events.Count > 0))
            {
                var again = CaseMachine.Decide(walk.Case, command with { AtUtc = command.AtUtc.AddHours(1) });
                Assert.Equal((verdict.State, verdict.Refusal, 0, true), (again.State, again.Refusal, again.Events.Count, again.IsRepeat));
            }
        }
    });

    [Fact]
    public void Walks_go_everywhere_the_table_leads_and_nowhere_else()
    {
        var seen = new HashSet<(WorkflowState, CaseEventKind)>();
        var heard = new HashSet<(WorkflowState, CaseCommandKind)>();
        var random = new Random(20260302);
        for (var walks = 0; walks < 20_000; walks++)
        {
            var walk = new CaseWalk();
            for (var number = 0; number < 60; number++)
            {
                var (state, command, verdict) = walk.Step(random.Next());
                var at = state;
                foreach (var happened in verdict.Events)
                {
                    seen.Add((at.State, happened.Kind));
                    at = CaseMachine.Apply(at, happened);
                }

                if (verdict is { Refusal: null, IsRepeat: false })
                {
                    heard.Add((state.State, command.Kind));
                }
            }
        }

        Assert.Equal(
            WorkflowTable.Transitions.SelectMany(row => row.From.Select(from => (from, row.Event))).Order(), seen.Order());
        Assert.Equal(WorkflowTable.Commands.SelectMany(row => row.Value.Select(command => (row.Key, command))).Order(), heard.Order());
    }

    private static CaseWalk Walked(int[] numbers)
    {
        var walk = new CaseWalk();
        foreach (var number in numbers)
        {
            walk.Step(number);
        }

        return walk;
    }

    private static void Check(int walks, Action<int[]> property) =>
        Prop.ForAll(Numbers, property).Check(Config.QuickThrowOnFailure.WithMaxTest(walks));
}
