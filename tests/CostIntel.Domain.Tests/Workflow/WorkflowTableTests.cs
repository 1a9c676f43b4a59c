using System.Reflection;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Workflow;

namespace CostIntel.Domain.Tests.Workflow;

public sealed class WorkflowTableTests
{
    private static readonly WorkflowState[] States = Enum.GetValues<WorkflowState>();

    [Fact]
    public void Every_state_says_what_it_hears() =>
        Assert.Equal(States, WorkflowTable.Commands.Keys.Order());

    [Fact]
    public void Every_event_has_one_row_and_one_type_of_its_name()
    {
        var kinds = Enum.GetValues<CaseEventKind>().Where(kind => kind != CaseEventKind.None).ToList();

        Assert.Equal(kinds, WorkflowTable.Transitions.Select(row => row.Event).Order());
        Assert.Equal(kinds.Select(kind => kind.ToString()).Order(), NamesOf(typeof(CaseEvent)).Order());
    }

    [Fact]
    public void Every_command_is_heard_somewhere_and_has_one_type_of_its_name()
    {
        var kinds = Enum.GetValues<CaseCommandKind>().Where(kind => kind != CaseCommandKind.None).ToList();

        Assert.Equal(kinds, WorkflowTable.Commands.Values.SelectMany(heard => heard).Distinct().Order());
        Assert.Equal(kinds.Select(kind => kind.ToString()).Order(), NamesOf(typeof(CaseCommand)).Order());
    }

    [Fact]
    public void Every_state_can_be_reached_and_only_an_end_cannot_be_left()
    {
        var reached = WorkflowTable.Transitions.Select(row => row.To).OfType<WorkflowState>().Distinct();
        var left = WorkflowTable.Transitions.Where(row => row.To is not null).SelectMany(row => row.From).Distinct();

        Assert.Equal(States.Except([WorkflowState.None]), reached.Order());
        Assert.Equal([WorkflowState.Rejected], States.Except(left));
    }

    [Fact]
    public void Nothing_is_changed_without_an_approval_and_nothing_ends_half_changed()
    {
        WorkflowState[] From(WorkflowState state) =>
            [.. WorkflowTable.Transitions.Where(row => row.To == state).SelectMany(row => row.From).Distinct().Order()];
        WorkflowState[] To(WorkflowState state) =>
            [.. WorkflowTable.Transitions.Where(row => row.From.Contains(state)).Select(row => row.To).OfType<WorkflowState>().Distinct().Order()];

        Assert.Equal([WorkflowState.Scheduled], From(WorkflowState.Executing));
        Assert.Equal([WorkflowState.Approved, WorkflowState.Scheduled], From(WorkflowState.Scheduled));
        Assert.Equal([WorkflowState.PendingApproval, WorkflowState.Scheduled], From(WorkflowState.Approved));
        Assert.Equal([WorkflowState.Verifying, WorkflowState.RollingBack, WorkflowState.Failed], To(WorkflowState.Executing));
        Assert.Equal([WorkflowState.Applied, WorkflowState.RollingBack], To(WorkflowState.Verifying));
        Assert.Equal([WorkflowState.RolledBack], To(WorkflowState.RollingBack));
    }

    [Fact]
    public void States_have_the_numbers_that_recommendations_have() => Assert.All(
        Enum.GetValues<RecommendationState>(),
        state => Assert.Equal(state.ToString(), ((WorkflowState)(int)state).ToString()));

    [Fact]
    public void An_event_that_cannot_follow_is_not_applied()
    {
        var run = CaseRun.Proposed();
        var next = new Commented("hm") { CaseId = CaseRun.Id, Number = 2 };

        Assert.Equal(2, CaseMachine.Apply(run.Case, next).Version);
        Assert.Throws<InvalidDataException>(() => CaseMachine.Apply(run.Case, next with { Number = 3 }));
        Assert.Throws<InvalidDataException>(() => CaseMachine.Apply(run.Case, next with { CaseId = "rec-2" }));
        Assert.Throws<InvalidDataException>(() => CaseMachine.Apply(run.Case, new StepDone(0) { CaseId = CaseRun.Id, Number = 2 }));
    }

    private static IEnumerable<string> NamesOf(Type type) =>
        Assembly.GetAssembly(type)!.GetTypes().Where(other => other.BaseType == type).Select(other => other.Name);
}
