using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Simulation.Templates;
using CostIntel.Domain.Sla;

namespace CostIntel.Domain.Simulation.Results;

/// <summary>Asks a resource all alternatives.</summary>
public static class ResourceAnswers
{
    private static readonly Change Nothing = new() { Action = ActionType.Configure };

    /// <summary>Replays the alternatives. Pure.</summary>
    /// <param name="facts">The resource.</param>
    /// <param name="alternatives">What is asked.</param>
    /// <param name="catalog">What things cost.</param>
    /// <param name="slos">SLOs of the tenant.</param>
    /// <param name="days">How many complete days, 1 to <see cref="SimulationLimits.DaysMax"/>.</param>
    public static ResourceAnswer Of(
        ResourceFacts facts, IReadOnlyList<IWhatIf> alternatives, PriceCatalog catalog, IReadOnlyList<Slo> slos, int days)
    {
        var now = CostReplay.Of(facts, Nothing, days);
        var outcomes = new AlternativeOutcome[alternatives.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = Answer(facts, alternatives[i], catalog, slos, days);
        }

        return new(
            facts.Key.ToString(),
            facts.Currency,
            now.FirstDay,
            now.Before,
            now.ExactHours,
            SavingEstimator.PerMonth(now.Before),
            outcomes.Any(outcome => outcome.Covered is not null) ? CommitmentHours.Of(facts.Costs, now.Days) : [],
            outcomes);
    }

    private static AlternativeOutcome Answer(
        ResourceFacts facts, IWhatIf alternative, PriceCatalog catalog, IReadOnlyList<Slo> slos, int days)
    {
        var answer = alternative.For(facts, catalog);
        if (answer.Refusal is not null)
        {
            return new(null, null, answer.Refusal);
        }

        return alternative is Commit commit
            ? new(null, new(commit.OfferFor(facts, catalog)! with { ServiceNames = [] }, commit.Share), null)
            : new(ResourceSimulation.Of(facts, answer.Change!, slos, days), null, null);
    }
}
