using CostIntel.Domain.Incidents;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Policy;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;

namespace CostIntel.Domain.Recommendations.Recommenders;

/// <summary>Asks all recommenders that a tenant wants about a resource.</summary>
public static class Advisor
{
    // Bills of a day are complete a day or two later.
    private const int BillingLagDays = 5;
    private const int SecondsPerDay = 86_400;

    /// <summary>
    /// What could be done about the resource, in no order; nothing when it is excluded, or not charged for any more. Candidates
    /// may exclude each other. Never throws.
    /// </summary>
    /// <param name="facts">The resource.</param>
    /// <param name="catalog">What things cost.</param>
    /// <param name="policy">What the tenant wants.</param>
    public static IReadOnlyList<Candidate> Candidates(ResourceFacts facts, PriceCatalog catalog, AdvicePolicy policy)
    {
        if (facts.LastChargeSeconds < facts.NowSeconds - (BillingLagDays * SecondsPerDay) || IsExcluded(facts, policy))
        {
            return [];
        }

        var assessment = new Assessment(facts, catalog, policy);
        if (assessment.MonthlyCost <= 0)
        {
            return [];
        }

        List<Candidate>? candidates = null;
        foreach (var recommender in RecommenderList.All)
        {
            if (!policy.Disabled.Contains(recommender.Rule)
                && Judge(recommender, assessment) is { } candidate
                && !(candidate.Change.Action == ActionType.Delete && TagHints.IsKept(facts.Description))
                && candidate.Confidence >= policy.MinimumConfidence)
            {
                (candidates ??= []).Add(candidate);
            }
        }

        return candidates ?? (IReadOnlyList<Candidate>)[];
    }

    // A metric or a price far beyond sense shows nothing: it must not take the other recommenders with it.
    private static Candidate? Judge(IRecommender recommender, Assessment assessment)
    {
        try
        {
            return recommender.Judge(assessment);
        }
        catch (ArithmeticException)
        {
            return null;
        }
    }

    private static bool IsExcluded(ResourceFacts facts, AdvicePolicy policy)
    {
        if (policy.Exclude.Count == 0)
        {
            return false;
        }

        var series = facts.Description;
        var subject = new Subject(
            facts.Key.Account,
            facts.Key.ToString(),
            facts.Key.SubAccountId,
            series.ServiceName,
            series.RegionId,
            series.ResourceName,
            series.Tags,
            Measure.Cost,
            facts.Currency.Code);
        return policy.Exclude.Any(scope => scope.Holds(subject));
    }
}
