using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Approvals;
using static CostIntel.Domain.Tests.Workflow.CaseRun;

namespace CostIntel.Domain.Tests.Workflow;

public sealed class ApprovalStories
{
    [Fact]
    public void Who_proposed_it_does_not_approve_it()
    {
        var run = Pending();

        Assert.Contains("'paul' has proposed it", run.Do(run.Approve("paul", "team")).Refusal, StringComparison.Ordinal);
        run.Does(run.Approve("ann", "team"));
        run.Is(WorkflowState.Approved);
    }

    [Fact]
    public void Who_was_not_asked_does_not_count()
    {
        var run = Pending(Requires(Level(["team"], 1, ["ann"])));

        Assert.Contains("is not asked", run.Do(run.Approve("bob", "others")).Refusal, StringComparison.Ordinal);
        run.Does(run.Approve("ann"));
        run.Is(WorkflowState.Approved);
    }

    [Fact]
    public void Two_of_a_group_are_two_people()
    {
        var run = Pending(Requires(Level(["team"], 2)));
        run.Does(run.Approve("ann", "team"));

        Assert.NotNull(run.Do(run.Approve("ann", "team")).Refusal);
        run.Is(WorkflowState.PendingApproval);
        run.Does(run.Approve("bob", "team"));
        run.Is(WorkflowState.Approved);
    }

    [Fact]
    public void Levels_are_asked_one_after_the_other_and_nobody_speaks_in_two()
    {
        var run = Pending(Requires(Level(["team"], 1), Level(["finance", "team"], 1)));
        Assert.NotNull(run.Do(run.Approve("fred", "finance")).Refusal);
        run.Does(run.Approve("ann", "team"));

        Assert.NotNull(run.Do(run.Approve("ann", "team", "finance")).Refusal);
        run.Does(run.Approve("fred", "finance"));

        run.Is(WorkflowState.Approved);
        Assert.Equal(2, run.Count(CaseEffectKind.AskPeople));
        Assert.Equal("Approved by ann, fred under policy p1.", run.Case.Reason);
    }

    [Fact]
    public void A_delegate_speaks_with_the_voice_of_who_was_asked_and_only_one_of_them_does()
    {
        var run = Pending(Requires(Level([], 2, ["ann", "bob"])));
        run.Does(new Domain.Workflow.Delegate([], "dora", "on leave") { AtUtc = run.Now, Actor = "ann" });
        run.Does(run.Approve("dora"));

        Assert.NotNull(run.Do(run.Approve("ann")).Refusal);
        run.Does(run.Approve("bob"));

        Assert.Equal("Approved by dora for ann, bob under policy p1.", run.Case.Reason);
    }

    [Fact]
    public void Who_stands_in_for_another_under_the_policy_that_was_asked_may_approve()
    {
        var away = new StandingDelegation("ann", ["team"], "dora", CaseRun.Start.AddDays(-1), CaseRun.Start.AddDays(30));
        var run = Pending(Requires(Level(["team"], 1)) with { Delegations = [away] });

        Assert.Contains("'bob' is not asked", run.Do(run.Approve("bob")).Refusal, StringComparison.Ordinal);
        run.Does(run.Approve("dora"));

        Assert.Equal("Approved by dora for ann under policy p1.", run.Case.Reason);
    }

    [Fact]
    public void Nobody_stands_in_for_who_proposed_it()
    {
        var away = new StandingDelegation("paul", ["team"], "dora", CaseRun.Start.AddDays(-1), CaseRun.Start.AddDays(30));
        var run = Pending(Requires(Level(["team"], 1)) with { Delegations = [away] });

        Assert.NotNull(run.Do(run.Approve("dora")).Refusal);
    }

    [Fact]
    public void Nobody_delegates_to_who_proposed_it()
    {
        var run = Pending();

        Assert.NotNull(run.Do(new Domain.Workflow.Delegate(["team"], "paul", "") { AtUtc = run.Now, Actor = "ann" }).Refusal);
        Assert.NotNull(run.Do(new Domain.Workflow.Delegate(["others"], "dora", "") { AtUtc = run.Now, Actor = "bob" }).Refusal);
    }

    [Fact]
    public void Silence_is_reminded_escalated_and_at_last_expires()
    {
        var level = new ApprovalLevel(["team"], [], 1, TimeSpan.FromHours(20), TimeSpan.FromHours(30), ["leads"]);
        var run = Pending(Requires(level));
        Assert.NotNull(run.Do(run.Approve("lea", "leads")).Refusal);
        while (run.Case.State == WorkflowState.PendingApproval)
        {
            run.Wait();
        }

        run.Is(WorkflowState.Expired);
        Assert.Equal("Nobody decided in time.", run.Case.Reason);
        Assert.Equal((3, 1), (run.Count(CaseEffectKind.RemindPeople), run.Count(CaseEffectKind.EscalateToPeople)));
    }

    [Fact]
    public void Those_to_whom_it_escalated_may_approve()
    {
        var level = new ApprovalLevel(["team"], [], 1, null, TimeSpan.FromHours(30), ["leads"]);
        var run = Pending(Requires(level));
        run.Wait();

        run.Does(run.Approve("lea", "leads"));

        run.Is(WorkflowState.Approved);
    }

    [Fact]
    public void A_policy_may_approve_by_itself()
    {
        var run = Proposed();

        run.Does(new AskApproval(new([], true, TimeSpan.FromDays(1), "p7", "low risk")) { AtUtc = run.Now });

        run.Is(WorkflowState.Approved);
        Assert.Equal("Approved by policy p7: low risk", run.Case.Reason);
    }

    [Fact]
    public void An_approval_of_another_plan_than_the_present_one_does_not_count()
    {
        var run = Pending();
        var seen = run.Approve("ann", "team");
        run.Does(new ReplacePlan(Plan(instruction: "delete"), SeenState, "better") { AtUtc = run.Now });
        run.Does(new AskApproval(OneOfTeam) { AtUtc = run.Now, Actor = "paul" });

        Assert.Contains("is not what the approver has seen", run.Do(seen).Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Drift_voids_an_approval_and_the_policy_is_asked_again(bool isPlan)
    {
        var run = Approved();

        run.Does(isPlan
            ? new ReplacePlan(Plan(instruction: "delete"), SeenState, "better") { AtUtc = run.Now }
            : new ReportState("state-2") { AtUtc = run.Now });

        run.Is(WorkflowState.Proposed);
        Assert.Null(run.Case.Approval);
        Assert.Equal(1, run.Count(CaseEffectKind.AskPolicy));
    }

    [Fact]
    public void The_same_plan_and_state_again_void_nothing()
    {
        var run = Approved();

        run.Does(new ReplacePlan(Plan(), SeenState, "the same") { AtUtc = run.Now });
        run.Does(new ReportState(SeenState) { AtUtc = run.Now });

        run.Is(WorkflowState.Approved);
    }

    [Fact]
    public void Who_changes_the_plan_does_not_approve_it_either()
    {
        var run = Pending();
        run.Does(new ReplacePlan(Plan(instruction: "delete"), SeenState, "better") { AtUtc = run.Now, Actor = "ann" });
        run.Does(new AskApproval(OneOfTeam) { AtUtc = run.Now, Actor = "paul" });

        Assert.NotNull(run.Do(run.Approve("ann", "team")).Refusal);
    }

    [Fact]
    public void The_same_request_gets_the_same_answer_and_changes_nothing()
    {
        var run = Pending(Requires(Level(["team"], 2)));
        var refused = run.Approve("paul", "team") with { RequestId = "r1" };
        var agreed = run.Approve("ann", "team") with { RequestId = "r2" };
        var (first, second) = (run.Do(refused), run.Do(agreed));
        run.Does(run.Approve("bob", "team"));
        var before = run.Case;

        var (firstAgain, secondAgain) = (run.Do(refused), run.Do(agreed with { AtUtc = run.Now.AddHours(1) }));

        Assert.Same(before, run.Case);
        Assert.Equal((first.Refusal, first.State, true), (firstAgain.Refusal, firstAgain.State, firstAgain.IsRepeat));
        Assert.Equal((second.Refusal, second.State, true), (secondAgain.Refusal, secondAgain.State, secondAgain.IsRepeat));
    }

    [Fact]
    public void A_request_id_does_not_come_to_mean_something_else()
    {
        var run = Pending();
        run.Does(new Comment("hm") { AtUtc = run.Now, Actor = "ann", RequestId = "r1" });

        Assert.Contains("used for something else", run.Do(run.Approve("ann", "team") with { RequestId = "r1" }).Refusal, StringComparison.Ordinal);
    }
}
