using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Workflow.Approvals;
using CostIntel.Domain.Workflow.Control;
using FsCheck;
using FsCheck.Fluent;
using static CostIntel.Domain.Tests.Workflow.Approvals.TestChanges;

namespace CostIntel.Domain.Tests.Workflow.Control;

public sealed class ControlDecisionsTests
{
    private static readonly ApprovalFacts Other = Safe with { CaseId = "rec-2", Action = ActionType.Stop };
    private static readonly ApprovalPolicy OneADay = Policy(Approves("safe", 0.2m, new(1, 1_000, null)));

    [Fact]
    public void The_same_question_gets_the_same_answer_and_takes_no_budget_again()
    {
        var (book, first) = ControlDecisions.Decide(ControlBook.Empty, OneADay, [Safe], Noon);
        var (full, _) = ControlDecisions.Decide(book, OneADay, [Other], Noon.AddMinutes(30));

        var (after, again) = ControlDecisions.Decide(full, OneADay, [Safe], Noon.AddHours(1));

        Assert.True(first.Requirement!.IsAutomatic);
        Assert.Equal((first.Rule, first.Requirement.Why), (again.Rule, again.Requirement!.Why));
        Assert.Same(full, after);
        Assert.Single(after.Given);
    }

    [Fact]
    public void Facts_that_have_changed_are_decided_on_as_they_are()
    {
        var (book, _) = ControlDecisions.Decide(ControlBook.Empty, OneADay, [Safe], Noon);

        Assert.False(ControlDecisions.Decide(book, OneADay, [Safe with { Risk = 0.9m }], Noon).Decision.Requirement!.IsAutomatic);
        Assert.Equal(120, Assert.Single(ControlDecisions.Decide(book, OneADay, [Safe with { CostPerMonth = 120 }], Noon).After.Given).CostPerMonth);
    }

    [Fact]
    public void What_is_asked_again_after_any_number_of_others_still_has_its_budget() => Prop.ForAll(
        Gen.Choose(0, 9_999).ListOf(40).ToArbitrary(),
        steps =>
        {
            var policy = Policy(Approves("safe", 0.2m, new(3, 500, null)));
            var book = ControlBook.Empty;
            var approved = new HashSet<string>();
            foreach (var step in steps)
            {
                var facts = Safe with { CaseId = $"rec-{step % 9}", CostPerMonth = 60 + (step % 9 * 20) };
                (book, var decision) = ControlDecisions.Decide(book, policy, [facts], Noon.AddMinutes(step % 60));
                Assert.True(decision.Requirement!.IsAutomatic || !approved.Contains(facts.CaseId));
                approved.UnionWith(decision.Requirement.IsAutomatic ? [facts.CaseId] : []);
                Assert.True(book.Given.Count <= 3 && book.Given.Sum(one => one.CostPerMonth) <= 500);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_budget_that_was_taken_is_forgotten_after_a_day()
    {
        var (book, _) = ControlDecisions.Decide(ControlBook.Empty, OneADay, [Safe], Noon);

        var (full, asked) = ControlDecisions.Decide(book, OneADay, [Other], Noon.AddHours(23));
        var (_, automatic) = ControlDecisions.Decide(full, OneADay, [Other], Noon.AddHours(24));

        Assert.False(asked.Requirement!.IsAutomatic);
        Assert.True(automatic.Requirement!.IsAutomatic);
    }

    [Fact]
    public void Several_count_each_for_itself_and_take_nothing_when_somebody_is_asked()
    {
        var (book, decision) = ControlDecisions.Decide(ControlBook.Empty, OneADay, [Safe, Other], Noon);

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

        var (_, decision) = ControlDecisions.Decide(ControlBook.Empty, policy, [Safe, Other], Noon);

        Assert.True(decision.IsForbidden);
        Assert.Equal("no stops", decision.Rule);
    }

    [Fact]
    public void Of_several_everybody_is_asked_whom_one_of_them_asks_and_once()
    {
        var stops = Asks("stops", new() { Actions = [ActionType.Stop] }, Level(1, "owners"), Level(2, "finops"));
        var all = Asks("all", ApprovalMatch.Everything, Level(1, "owners"), Level(1, "managers"));
        var policy = Policy(stops, all) with { ExpiresAfter = TimeSpan.FromDays(2) };

        var (_, decision) = ControlDecisions.Decide(ControlBook.Empty, policy, [Safe, Other], Noon);

        Assert.Equal(["owners", "managers", "finops"], decision.Requirement!.Levels.Select(level => level.Groups[0]));
        Assert.Equal("all, stops", decision.Rule);
    }
}
