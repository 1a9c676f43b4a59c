using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Sla;

namespace CostIntel.Domain.Simulation;

/// <summary>What a change would have made of a resource.</summary>
/// <param name="Action">What is done.</param>
/// <param name="From">What it is now.</param>
/// <param name="To">What it would be.</param>
/// <param name="OneTimeCost">What that costs once.</param>
/// <param name="Costs">Its days, before and after.</param>
/// <param name="Estimate">What a month would cost and save.</param>
/// <param name="UsageWidth">From the expected saving to its ends, because usage varies; apart for each resource.</param>
/// <param name="PriceWidth">The same because the price is not certain; together for all resources.</param>
/// <param name="Utilisations">Of each capacity that is measured.</param>
/// <param name="Breaches">Of each SLO that holds for it and is measured.</param>
/// <param name="Draws">What may be drawn.</param>
public sealed record ResourceSimulation(
    ActionType Action,
    string From,
    string To,
    decimal OneTimeCost,
    CostReplay Costs,
    SavingEstimate Estimate,
    double UsageWidth,
    double PriceWidth,
    IReadOnlyList<UtilisationReplay> Utilisations,
    IReadOnlyList<BreachReplay> Breaches,
    DrawModel Draws)
{
    /// <summary>Replays a change. Pure.</summary>
    /// <param name="facts">The resource.</param>
    /// <param name="change">What differs.</param>
    /// <param name="slos">SLOs of the tenant.</param>
    /// <param name="days">How many complete days, 1 to <see cref="SimulationLimits.DaysMax"/>.</param>
    public static ResourceSimulation Of(ResourceFacts facts, Change change, IReadOnlyList<Slo> slos, int days)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, SimulationLimits.DaysMax);
        var costs = CostReplay.Of(facts, change, days);
        var spread = SavingSpread.Of(costs, change.PriceError);
        var breaches = BreachReplay.Of(facts, change, slos, costs.FirstDay, costs.Days);
        return new(
            change.Action,
            change.From,
            change.To,
            change.OneTimeCost,
            costs,
            SavingEstimator.Of(costs, spread),
            spread.Quantile * spread.Usage,
            spread.Quantile * spread.Price,
            UtilisationReplay.Of(facts, change),
            breaches,
            DrawModel.Of(facts, change, costs, spread, breaches));
    }
}
