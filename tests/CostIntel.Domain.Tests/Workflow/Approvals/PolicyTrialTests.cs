using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Sla;
using CostIntel.Domain.Workflow.Approvals;
using CostIntel.Domain.Workflow.Approvals.Trial;
using static CostIntel.Domain.Tests.Workflow.Approvals.TestChanges;

namespace CostIntel.Domain.Tests.Workflow.Approvals;

public sealed class PolicyTrialTests
{
    private static readonly ApprovalPolicy Present = Policy(
        Asks("production", new() { Environments = [EnvironmentKind.Production] }, Level(1, "sre"), Level(2, "managers")));

    private static readonly ApprovalPolicy Proposed = Policy(
        new ApprovalRule
        {
            Name = "no-deletes", When = new() { Actions = [ActionType.Delete] }, Verdict = RuleVerdict.Forbid, Reason = "By hand.",
        },
        Approves("safe", 0.2m, new(1, 1_000, null))) with
    {
        Otherwise = [new(["team"], [], 1, null, TimeSpan.FromHours(4), ["managers"])], ExpiresAfter = TimeSpan.FromDays(2),
    };

    [Fact]
    public void Both_policies_are_run_over_the_changes_in_the_order_in_which_they_were_asked_for()
    {
        var result = PolicyTrial.Run(Present, Proposed,
        [
            Change("rec-5", 30, 60, facts => facts with { Risk = 0.5m }),
            Change("rec-4", 20, 5, facts => facts with { Risk = 0.5m }),
            Change("rec-3", 3, 1, facts => facts with { Action = ActionType.Delete }),
            Change("rec-2", 2, 1, facts => facts),
            Change("rec-1", 1, 1, facts => facts with { Environment = EnvironmentKind.Production }),
        ]);

        Assert.Equal(
            ["rec-1 Asked 3 Automatic", "rec-2 Asked 1 Asked", "rec-3 Asked 1 Forbidden", "rec-4 Asked 1 Escalated", "rec-5 Asked 1 Expired"],
            result.Lines.Select(line => $"{line.CaseId} {line.Present.Outcome} {line.Present.Approvals} {line.Proposed.Outcome}"));
        Assert.Equal((5, 0), (result.CountPresent(TrialOutcome.Asked), result.CountPresent(TrialOutcome.Automatic)));
        Assert.Equal(1, result.CountProposed(TrialOutcome.Forbidden));
        Assert.Equal(["rec-1", "rec-3", "rec-4", "rec-5"], result.Lines.Where(line => line.Differs).Select(line => line.CaseId));
    }

    [Fact]
    public void The_budget_of_a_day_is_there_again_the_day_after()
    {
        var result = PolicyTrial.Run(Present, Proposed, [Change("a", 0, 1, All), Change("b", 1, 1, All), Change("c", 24, 1, All)]);

        Assert.Equal(
            [TrialOutcome.Automatic, TrialOutcome.Asked, TrialOutcome.Automatic],
            result.Lines.Select(line => line.Proposed.Outcome));

        static ApprovalFacts All(ApprovalFacts facts) => facts;
    }

    [Fact]
    public void A_policy_tried_against_itself_differs_in_nothing()
    {
        var changes = Enumerable.Range(0, 50)
            .Select(at => Change($"{at}", at, at, facts => facts with { Risk = at / 100m, Sla = SlaOutcome.Passed + (at % 3) }));

        Assert.DoesNotContain(PolicyTrial.Run(Proposed, Proposed, changes).Lines, line => line.Differs);
    }

    private static RecordedChange Change(string id, int hour, int waitedHours, Func<ApprovalFacts, ApprovalFacts> with) =>
        new(with(Safe with { CaseId = id }), Noon.AddHours(hour), TimeSpan.FromHours(waitedHours));
}
