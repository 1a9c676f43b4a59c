using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Policy;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;
using CostIntel.Domain.Recommendations.Risks;
using CostIntel.Domain.Simulation;
using CostIntel.Domain.Sla;

namespace CostIntel.Domain.Recommendations.Book;

/// <summary>Says what candidates are worth, what they put at risk and how risky they are.</summary>
public static class Appraisal
{
    /// <summary>Those that are worth proposing.</summary>
    /// <param name="facts">The resource.</param>
    /// <param name="candidates">What recommenders would have done about it.</param>
    /// <param name="policy">What the tenant wants.</param>
    /// <param name="slos">How its SLOs stand.</param>
    /// <param name="accountCostPerMonth">What its account costs a month; 0 when that is not known.</param>
    public static IEnumerable<Proposal> Of(
        ResourceFacts facts,
        IReadOnlyList<Candidate> candidates,
        AdvicePolicy policy,
        IReadOnlyList<SloStatus> slos,
        decimal accountCostPerMonth)
    {
        var environment = Environments.Of(facts, policy);
        foreach (var found in candidates)
        {
            var candidate = found with { Change = OfAll(found.Change, facts.MainShare) };
            var estimate = SavingEstimator.Of(facts, candidate.Change, candidate.LookBackDays);
            if (IsWorthIt(candidate.Change, estimate, policy))
            {
                var sla = SlaCheck.Of(facts, candidate.Change, slos);
                var risk = RiskScore.Of(RiskFacts.Of(facts, candidate, environment, accountCostPerMonth, sla.Outcome));
                yield return new(candidate, estimate, sla, risk, environment);
            }
        }
    }

    // What is charged under its name besides goes on unless it does.
    private static Change OfAll(Change change, decimal share) => change.IsRemoval || share >= 1
        ? change
        : change with { PriceRatio = 1 - (share * (1 - change.PriceRatio)) };

    // What adds capacity costs money, and is not proposed to save any.
    private static bool IsWorthIt(Change change, SavingEstimate estimate, AdvicePolicy policy) =>
        AddsCapacity(change) || estimate.Saving.Expected >= policy.MinimumSaving;

    private static bool AddsCapacity(Change change) =>
        change.PriceRatio > 1 && (change.CpuRatio > 1 || change.MemoryRatio > 1 || change.GpuRatio > 1 || change.InputOutputRatio > 1);
}
