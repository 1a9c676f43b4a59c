using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Incidents.Rules;
using CostIntel.Domain.Queries;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Sla;
using CostIntel.Domain.Workflow.Approvals;

namespace CostIntel.Domain.Tests.Workflow.Approvals;

internal static class TestChanges
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 10, 12, 0, 0, TimeSpan.Zero);

    public static readonly ApprovalFacts Safe = new()
    {
        CaseId = "rec-1",
        Target = Target("1"),
        Action = ActionType.Rightsize,
        Environment = EnvironmentKind.NonProduction,
        SavingPerMonth = 73,
        CostPerMonth = 100,
        Risk = 0.1m,
        Sla = SlaOutcome.Passed,
        RollbackPossible = true,
    };

    public static Subject Target(string account, string service = "Amazon EC2", string team = "search") => new(
        new AccountKey(TenantId.Parse("acme"), "aws", account), "", "", service, "eu-west-1", "",
        [KeyValuePair.Create("team", team)], Measure.Cost, "USD");

    public static Scope Accounts(params string[] accounts) =>
        new([new CostFilter(Dimension.Of(DimensionKind.Account), accounts.ToHashSet(), false)]);

    public static ApprovalLevel Level(int count, params string[] groups) => new(groups, [], count, null, null, []);

    public static ApprovalRule Approves(string name, decimal riskMax, ChangeBudget budget) => new()
    {
        Name = name, When = new() { RiskMax = riskMax }, Verdict = RuleVerdict.Approve, Budget = budget,
    };

    public static ApprovalRule Asks(string name, ApprovalMatch when, params ApprovalLevel[] levels) =>
        new() { Name = name, When = when, Verdict = RuleVerdict.Ask, Levels = levels };

    public static ApprovalPolicy Policy(params ApprovalRule[] rules) => new() { Version = "v1", Rules = rules };
}
