using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Recommendations.Risks;
using CostIntel.Domain.Sla;
using CostIntel.Domain.Workflow.Approvals;
using CostIntel.Domain.Workflow.Execution;

namespace CostIntel.Domain.Tests.Workflow.Execution;

internal static class TestMembers
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static readonly ExecutionPolicy Automated = new()
    {
        Rules = [new() { Name = "all", Executor = "cloud" }],
    };

    public static Recommendation Member(
        string resource, EnvironmentKind environment = EnvironmentKind.NonProduction, ActionType action = ActionType.Rightsize)
    {
        var account = AccountKey.Parse("acme/aws/1");
        var key = resource.Length == 0 ? "" : new ResourceKey(account, "", resource).ToString();
        var target = new Subject(
            account, key, "", "EC2", "us-east-1", "web", [new("team", "search"), new("env", "dev")], Measure.Cost, "USD");
        return new()
        {
            Id = RecommendationId.Of(target.Key, "rightsize", Noon),
            Target = target,
            Proposal = new(
                new("rightsize", new() { Action = action, From = "large", To = "small" }, 0.8, Effort.Low, "Because.", [], 14),
                new(200, 100, new(90, 100, 110)),
                new(SlaOutcome.Passed, []),
                new Risk(0.3, []),
                environment),
            State = RecommendationState.Proposed,
            ProposedUtc = Noon,
            RefreshedUtc = Noon,
            Timeline = [],
        };
    }

    public static Recommendation With(this Recommendation member, Func<Proposal, Proposal> changed) =>
        member with { Proposal = changed(member.Proposal) };

    public static Recommendation With(this Recommendation member, Func<Change, Change> changed) => member.With(
        proposal => proposal with { Candidate = proposal.Candidate with { Change = changed(proposal.Candidate.Change) } });

    public static ExecutionRule Rule(string executor, ApprovalMatch when, int canary = 1) =>
        new() { Name = executor, Executor = executor, When = when, CanarySteps = canary };
}
