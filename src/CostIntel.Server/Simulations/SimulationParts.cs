using CostIntel.Contracts.V1;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Money;
using CostIntel.Domain.Simulation;
using CostIntel.Domain.Simulation.Results;

namespace CostIntel.Server.Simulations;

/// <summary>What results are made of, in the contract's form.</summary>
internal static class SimulationParts
{
    public static SimulationRefusal ToMessage(RefusalCount refusal) => new()
    {
        Field = refusal.Field,
        Reason = refusal.Reason,
        Resources = refusal.Resources,
    };

    public static DrawnMonths ToMessage(DrawnSavings draws) => new()
    {
        Draws = draws.Draws,
        Mean = ExactDecimal.Format(draws.Mean),
        P05 = ExactDecimal.Format(draws.P05),
        P10 = ExactDecimal.Format(draws.P10),
        P50 = ExactDecimal.Format(draws.P50),
        P90 = ExactDecimal.Format(draws.P90),
        P95 = ExactDecimal.Format(draws.P95),
        LossProbability = draws.LossProbability,
        BreachProbability = draws.BreachProbability,
    };

    public static SimulatedUtilisation ToMessage(UtilisationSummary one) => new()
    {
        Metric = one.Metric,
        Resources = one.Resources,
        MeanBefore = one.Before.Mean,
        MeanAfter = one.After.Mean,
        P95Before = one.Before.P95,
        P95After = one.After.P95,
        PeakBefore = one.Before.Peak,
        PeakAfter = one.After.Peak,
    };

    public static SimulatedBreach ToMessage(BreachSummary breach) => new()
    {
        SloId = breach.SloId,
        Metric = breach.Metric,
        Resources = breach.Resources,
        Hours = breach.Hours,
        HoursBefore = breach.Before,
        HoursAfter = breach.After,
        WorstResourceId = breach.WorstResource.Length == 0 ? "" : ResourceKey.Parse(breach.WorstResource).ShownResourceId,
    };

    public static SimulatedCommitment ToMessage(CommitmentSummary commitment) => new()
    {
        Offer = commitment.Offer,
        TermMonths = commitment.TermMonths,
        Resources = commitment.Resources,
        FloorPerHour = ExactDecimal.Format(commitment.FloorPerHour),
        CommittedPerHour = ExactDecimal.Format(commitment.CommittedPerHour),
        PaidPerHour = ExactDecimal.Format(commitment.PaidPerHour),
        UpfrontCost = ExactDecimal.Format(commitment.UpfrontCost),
        UsedPercent = ExactDecimal.Format(Math.Round(commitment.UsedPercent, 2)),
        BreakEvenUsedPercent = ExactDecimal.Format(Math.Round(commitment.BreakEvenUsedPercent, 2)),
    };
}
