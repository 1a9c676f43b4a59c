using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Book;

namespace CostIntel.Domain.Workflow.Execution;

/// <summary>Makes the plan that carries out one recommendation, or several together. Pure.</summary>
public static class ChangePlanner
{
    /// <summary>The most recommendations that are carried out together.</summary>
    public const int MembersMax = 100;

    /// <summary>The plan for some recommendations.</summary>
    /// <remarks>
    /// Whatever changes by the hour has no part in it, so that an approval lasts while what is to be done is the same. That
    /// holds for the order too: what is least risky comes first, judged by the environment, the SLO check, whether something
    /// is taken away, and the effort; the risk score, which moves with the evidence, is not asked.
    /// </remarks>
    /// <param name="members">Which, in any order.</param>
    /// <param name="policy">Who carries them out, and how carefully.</param>
    public static PlanningResult Plan(IReadOnlyList<Recommendation> members, ExecutionPolicy policy)
    {
        if (Refusal(members) is { } refusal)
        {
            return PlanningResult.Refused(refusal);
        }

        var steps = members
            .OrderBy(one => DependedOn(one.Proposal.Environment))
            .ThenBy(one => one.Proposal.Sla.Outcome)
            .ThenBy(one => one.Proposal.Candidate.Change.IsRemoval)
            .ThenBy(one => one.Proposal.Candidate.Effort)
            .ThenBy(one => one.Target.Key, StringComparer.Ordinal)
            .Select(one => (Member: one, Rule: policy.RuleFor(one)))
            .ToList();
        if (steps.Find(step => (step.Rule is null) != (steps[0].Rule is null)) is { Member: { } other })
        {
            return PlanningResult.Refused(
                $"'{other.Id}' and '{steps[0].Member.Id}' cannot be carried out together: a person does one of them by hand, "
                + "an executor the other.");
        }

        var plan = new ChangePlan(
            [.. steps.Select(step => StepOf(step.Member, step.Rule))], CanaryOf([.. steps.Select(step => step.Rule)]), policy.Limits);
        return new(new PlannedChange(plan, ResourceState.Hash(members)), "");
    }

    private static string? Refusal(IReadOnlyList<Recommendation> members)
    {
        if (members.Count is 0 or > MembersMax)
        {
            return FormattableString.Invariant($"{members.Count} recommendations were named; 1 to {MembersMax} are carried out together.");
        }

        if (members.Count > 1 && members.FirstOrDefault(one => !one.Target.IsResource) is { } total)
        {
            return $"'{total.Id}' is about no single resource and is carried out alone.";
        }

        var twice = members.GroupBy(LockOf, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1)?.ToList();
        return twice is null
            ? null
            : $"'{twice[0].Id}' and '{twice[1].Id}' change the same resource; one at a time is carried out.";
    }

    private static PlanStep StepOf(Recommendation member, ExecutionRule? rule) =>
        new(LockOf(member), rule?.Executor ?? ExecutionPolicy.ByHand, StepInstruction.Of(member));

    // A total has no resource; its own name keeps two purchases for the same usage apart.
    private static string LockOf(Recommendation member) => member.Target.IsResource ? member.Target.Resource : member.Target.Key;

    // The most careful rule counts. A person looks at what they do as they do it.
    private static int CanaryOf(IReadOnlyList<ExecutionRule?> rules) =>
        Math.Min(rules.Max(rule => rule?.CanarySteps ?? 0), rules.Count - 1);

    private static int DependedOn(EnvironmentKind environment) => environment switch
    {
        EnvironmentKind.NonProduction => 0,
        EnvironmentKind.Unknown => 1,
        _ => 2,
    };
}
