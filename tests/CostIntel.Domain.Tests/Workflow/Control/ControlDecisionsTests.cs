using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Workflow.Approvals;
using CostIntel.Domain.Workflow.Control;
using static CostIntel.Domain.Tests.Workflow.Approvals.TestChanges;

namespace CostIntel.Domain.Tests.Workflow.Control;

public sealed class ControlDecisionsTests
{
    private static readonly ApprovalFacts Other = Safe with { CaseId = "rec-2", Action = ActionType.Stop };
    private static readonly ApprovalPolicy OneADay = Policy(Approves("safe", 0.2m, new(1, 1_000, null)));

    [Fact]
    public void The_same_question_gets_the_same_answer_and_takes_no_budget_again()
    {
        var (book, first) = ControlDecisions.Decide(ControlBook.Empty, OneADay, "q1", [Safe], Noon);

        var (after, again) = ControlDecisions.Decide(book, OneADay, "q1", [Safe], Noon.AddHours(1));

        Assert.True(first.Requirement!.IsAutomatic);
        Assert.Same(first, again);
        Assert.Same(book, after);
        Assert.Single(book.Given);
    }

    [Fact]
    public void A_question_of_other_facts_or_under_another_policy_is_another_one()
    {
        var (book, _) = ControlDecisions.Decide(ControlBook.Empty, OneADay, "q1", [Safe], Noon);

        var (after, riskier) = ControlDecisions.Decide(book, OneADay, "q1", [Safe with { Risk = 0.9m }], Noon);
        var (_, stricter) = ControlDecisions.Decide(book, Policy() with { Version = "v2" }, "q1", [Safe], Noon);

        Assert.False(riskier.Requirement!.IsAutomatic);
        Assert.False(stricter.Requirement!.IsAutomatic);
        Assert.Single(after.Decisions);
    }

    [Fact]
    public void A_change_that_is_decided_again_takes_its_budget_once()
    {
        var (book, _) = ControlDecisions.Decide(ControlBook.Empty, OneADay, "q1", [Safe], Noon);

        var (after, again) = ControlDecisions.Decide(book, OneADay, "q2", [Safe with { CostPerMonth = 120 }], Noon);

        Assert.True(again.Requirement!.IsAutomatic);
        Assert.Equal(120, Assert.Single(after.Given).CostPerMonth);
    }

    [Fact]
    public void Looking_takes_no_budget()
    {
        var (book, decision) = ControlDecisions.Decide(ControlBook.Empty, OneADay, "", [Safe], Noon);

        Assert.True(decision.Requirement!.IsAutomatic);
        Assert.Same(ControlBook.Empty, book);
    }

    [Fact]
    public void A_budget_that_was_taken_is_forgotten_after_a_day()
    {
        var (book, _) = ControlDecisions.Decide(ControlBook.Empty, OneADay, "q1", [Safe], Noon);

        var (full, asked) = ControlDecisions.Decide(book, OneADay, "q2", [Other], Noon.AddHours(23));
        var (_, automatic) = ControlDecisions.Decide(full, OneADay, "q3", [Other], Noon.AddHours(24));

        Assert.False(asked.Requirement!.IsAutomatic);
        Assert.True(automatic.Requirement!.IsAutomatic);
    }

    [Fact]
    public void Several_count_each_for_itself_and_take_nothing_when_somebody_is_asked()
    {
        var (book, decision) = ControlDecisions.Decide(ControlBook.Empty, OneADay, "q1", [Safe, Other], Noon);

        Assert.False(decision.Requirement!.IsAutomatic);
        Assert.Empty(book.Given);
        Assert.Contains("its budget of 1 changes in 24 hours is used up", decision.Requirement.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_forbidden_forbids_all()
    {
        var policy = Policy(new ApprovalRule
        {
            Name = "no stops", When = new() { Actions = [ActionType.Stop] }, Verdict = RuleVerdict.Forbid, Reason = "Never.",
        });

        var (_, decision) = ControlDecisions.Decide(ControlBook.Empty, policy, "q1", [Safe, Other], Noon);

        Assert.True(decision.IsForbidden);
        Assert.Equal("no stops", decision.Rule);
    }

    [Fact]
    public void Of_several_everybody_is_asked_whom_one_of_them_asks_and_once()
    {
        var stops = Asks("stops", new() { Actions = [ActionType.Stop] }, Level(1, "owners"), Level(2, "finops"));
        var all = Asks("all", ApprovalMatch.Everything, Level(1, "owners"), Level(1, "managers"));
        var policy = Policy(stops, all) with { ExpiresAfter = TimeSpan.FromDays(2) };

        var (_, decision) = ControlDecisions.Decide(ControlBook.Empty, policy, "q1", [Safe, Other], Noon);

        Assert.Equal(["owners", "managers", "finops"], decision.Requirement!.Levels.Select(level => level.Groups[0]));
        Assert.Equal("all, stops", decision.Rule);
    }
}
