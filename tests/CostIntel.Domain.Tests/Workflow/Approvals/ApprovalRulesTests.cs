using CostIntel.Domain.Queries;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Sla;
using CostIntel.Domain.Workflow.Approvals;
using FsCheck;
using FsCheck.Fluent;
using static CostIntel.Domain.Tests.Workflow.Approvals.TestChanges;

namespace CostIntel.Domain.Tests.Workflow.Approvals;

public sealed class ApprovalRulesTests
{
    [Fact]
    public void The_first_rule_that_holds_decides_and_is_named_with_the_version_of_the_policy()
    {
        var policy = Policy(
            Asks("production", new() { Environments = [EnvironmentKind.Production] }, Level(2, "sre")),
            Asks("all", ApprovalMatch.Everything, Level(1, "team")));

        var decision = ApprovalRules.Decide(policy, Safe with { Environment = EnvironmentKind.Production }, [], Noon);

        Assert.False(decision.IsForbidden);
        Assert.Equal(("production", "v1"), (decision.Rule, decision.Requirement.PolicyVersion));
        Assert.Equal(["sre"], Assert.Single(decision.Requirement.Levels).Groups);
        Assert.Contains("Rule 'production'", decision.Requirement.Why, StringComparison.Ordinal);
        Assert.Contains("saving 73 USD a month, risk 0.1", decision.Requirement.Why, StringComparison.Ordinal);
        Assert.Equal("all", ApprovalRules.Decide(policy, Safe, [], Noon).Rule);
    }

    [Fact]
    public void A_change_that_no_rule_is_about_needs_one_approver()
    {
        var decision = ApprovalRules.Decide(ApprovalPolicy.Default, Safe, [], Noon);

        var level = Assert.Single(decision.Requirement!.Levels);
        Assert.Equal([ApprovalPolicy.Approvers], level.Groups);
        Assert.Equal(1, level.Count);
        Assert.False(decision.Requirement.IsAutomatic);
        Assert.Equal(TimeSpan.FromDays(7), decision.Requirement.ExpiresAfter);
    }

    [Fact]
    public void What_breaks_an_objective_is_forbidden_by_default()
    {
        var decision = ApprovalRules.Decide(ApprovalPolicy.Default, Safe with { Sla = SlaOutcome.Blocked }, [], Noon);

        Assert.True(decision.IsForbidden);
        Assert.Contains("objective would be broken", decision.Refusal, StringComparison.Ordinal);
    }

    public static TheoryData<string, Func<ApprovalMatch>, bool> Matches => new()
    {
        { "environment", () => new() { Environments = [EnvironmentKind.Production] }, false },
        { "action", () => new() { Actions = [ActionType.Delete, ActionType.Rightsize] }, true },
        { "sla", () => new() { Sla = [SlaOutcome.Flagged] }, false },
        { "saving at the least", () => new() { SavingMin = 73 }, true },
        { "saving below the least", () => new() { SavingMin = 73.01m }, false },
        { "saving at the most", () => new() { SavingMax = 73 }, true },
        { "saving above the most", () => new() { SavingMax = 72.99m }, false },
        { "risk below the least", () => new() { RiskMin = 0.11m }, false },
        { "risk at the most", () => new() { RiskMax = 0.1m }, true },
        { "one scope of several", () => new() { Scopes = [Accounts("2"), Accounts("1")] }, true },
        { "another account", () => new() { Scopes = [Accounts("2")] }, false },
        {
            "a tag that is left out",
            () => new() { Scopes = [new([new(Dimension.OfTag("team"), new HashSet<string> { "search" }, true)])] },
            false
        },
    };

    [Theory]
    [MemberData(nameof(Matches))]
    public void A_rule_holds_when_all_that_it_says_holds(string what, Func<ApprovalMatch> match, bool holds) =>
        Assert.True(match().Holds(Safe) == holds, what);

    [Fact]
    public void What_is_safe_is_approved_without_asking_until_the_budget_is_used_up()
    {
        var policy = Policy(Approves("safe", 0.2m, new(2, 1_000, null)));
        AutomaticApproval[] given = [Given("rec-8", "1", 1), Given("rec-9", "2", 23)];

        Assert.True(ApprovalRules.Decide(policy, Safe, given[..1], Noon).Requirement!.IsAutomatic);
        var asked = ApprovalRules.Decide(policy, Safe, given, Noon).Requirement!;
        Assert.False(asked.IsAutomatic);
        Assert.Contains("its budget of 2 changes in 24 hours is used up", asked.Why, StringComparison.Ordinal);
        Assert.True(ApprovalRules.Decide(policy, Safe, given, Noon.AddHours(1)).Requirement!.IsAutomatic);
    }

    [Fact]
    public void The_budget_also_counts_what_the_targets_cost()
    {
        var policy = Policy(Approves("safe", 0.2m, new(10, 250, null)));

        Assert.True(ApprovalRules.Decide(policy, Safe, [Given("rec-9", "1", 1)], Noon).Requirement!.IsAutomatic);
        var asked = ApprovalRules.Decide(policy, Safe, [Given("rec-8", "1", 1), Given("rec-9", "2", 1)], Noon).Requirement!;
        Assert.Contains("300 USD a month would be changed", asked.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_account_may_have_a_budget_of_its_own()
    {
        var policy = Policy(Approves("safe", 0.2m, new(1, 1_000, Dimension.Of(DimensionKind.Account))));

        Assert.True(ApprovalRules.Decide(policy, Safe, [Given("rec-9", "2", 1)], Noon).Requirement!.IsAutomatic);
        Assert.False(ApprovalRules.Decide(policy, Safe, [Given("rec-9", "1", 1)], Noon).Requirement!.IsAutomatic);
    }

    [Fact]
    public void A_change_that_is_asked_for_again_takes_nothing_more_of_the_budget()
    {
        var policy = Policy(Approves("safe", 0.2m, new(1, 100, null)));

        Assert.True(ApprovalRules.Decide(policy, Safe, [Given("rec-1", "1", 1)], Noon).Requirement!.IsAutomatic);
    }

    [Fact]
    public void What_cannot_be_undone_or_may_break_an_objective_is_never_approved_without_asking()
    {
        var policy = Policy(Approves("all", 1, new(1_000, 1_000_000, null)));

        foreach (var facts in new[]
        {
            Safe with { RollbackPossible = false },
            Safe with { Sla = SlaOutcome.Flagged },
            Safe with { Sla = SlaOutcome.Blocked },
        })
        {
            var requirement = ApprovalRules.Decide(policy, facts, [], Noon).Requirement!;
            Assert.False(requirement.IsAutomatic);
            Assert.NotEmpty(requirement.Levels);
            Assert.Contains("Rule 'all' would have approved it", requirement.Why, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void More_risk_never_needs_fewer_approvals_where_riskier_rules_ask_for_more() => Prop.ForAll(
        (from steps in Gen.Choose(1, 99).NonEmptyListOf()
         from one in Gen.Choose(0, 100)
         from other in Gen.Choose(0, 100)
         select (Steps: steps.Distinct().OrderDescending().ToList(), Low: Math.Min(one, other), High: Math.Max(one, other)))
        .ToArbitrary(),
        sample =>
        {
            var asks = sample.Steps.Select((step, index) =>
                Asks($"from {step}", new() { RiskMin = step / 100m }, Level(2 + sample.Steps.Count - index, "sre")));
            var policy = Policy([.. asks, Approves("safe", 0.5m, new(1, 1_000, null))]);
            return Approvals(policy, sample.Low) <= Approvals(policy, sample.High);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static int Approvals(ApprovalPolicy policy, int risk) =>
        ApprovalRules.Decide(policy, Safe with { Risk = risk / 100m }, [], Noon).Requirement!.Levels.Sum(level => level.Count);

    private static AutomaticApproval Given(string id, string account, int hoursAgo) =>
        new(id, "safe", Target(account), 100, Noon.AddHours(-hoursAgo));
}
