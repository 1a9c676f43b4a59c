using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Simulation;
using CostIntel.Domain.Simulation.Results;
using CostIntel.Domain.Simulation.Templates;

namespace CostIntel.Grains.Simulations;

/// <summary>Answers in the form in which they travel.</summary>
internal static class SimulationPacking
{
    public static ResourceAnswerPart Pack(this ResourceAnswer answer) => new(
        answer.Key,
        answer.Currency,
        answer.FirstDay,
        [.. answer.Before],
        answer.ExactHours,
        answer.MonthBefore,
        [.. answer.Hours],
        [.. answer.Outcomes.Select(Pack)]);

    public static ResourceAnswer Unpack(this ResourceAnswerPart part) => new(
        part.Key,
        part.Currency,
        part.FirstDay,
        part.Before,
        part.ExactHours,
        part.MonthBefore,
        part.Hours,
        [.. part.Outcomes.Select(outcome => Unpack(outcome, part))]);

    private static OutcomePart Pack(AlternativeOutcome outcome) => new(
        outcome.Simulation is { } simulation ? Pack(simulation) : null,
        outcome.Covered is { } covered
            ? new(covered.Offer.Provider, covered.Offer.Name, covered.Offer.TermMonths, covered.Offer.IsUpfront,
                covered.Offer.PriceRatio, covered.Share)
            : null,
        outcome.Refusal is { } refusal ? [refusal.Field, refusal.Reason] : null);

    private static AlternativeOutcome Unpack(OutcomePart part, ResourceAnswerPart answer) => new(
        part.Replay is { } replay ? Unpack(replay, answer) : null,
        part.Covered is { } covered
            ? new(new(covered.Provider, covered.Name, [], covered.TermMonths, covered.IsUpfront, covered.PriceRatio), covered.Share)
            : null,
        part.Refusal is [var field, var reason] ? new WhatIfRefusal(field, reason) : null);

    private static ReplayPart Pack(ResourceSimulation simulation)
    {
        var (estimate, draws) = (simulation.Estimate, simulation.Draws);
        return new(
            (int)simulation.Action,
            simulation.From,
            simulation.To,
            simulation.OneTimeCost,
            [.. simulation.Costs.After],
            [estimate.CostBefore, estimate.CostAfter, estimate.Saving.Low, estimate.Saving.Expected, estimate.Saving.High],
            [simulation.UsageWidth, simulation.PriceWidth],
            [.. simulation.Utilisations.Select(Pack)],
            [.. simulation.Breaches.Select(breach => new BreachPart(
                breach.SloId, breach.Metric, [breach.Hours, breach.Before, breach.After], breach.Slack))],
            [
                draws.Saved, draws.Kept, draws.Added, draws.DemandError, draws.TrendError, draws.PriceError,
                draws.Interruptions, draws.InterruptionMinutes, draws.Slack, draws.PeakError,
            ]);
    }

    private static ResourceSimulation Unpack(ReplayPart part, ResourceAnswerPart answer)
    {
        var (month, draws) = (part.Month, part.Draws);
        return new(
            (ActionType)part.Action,
            part.From,
            part.To,
            part.OneTimeCost,
            new CostReplay(answer.FirstDay, answer.Before, part.After, answer.ExactHours),
            new SavingEstimate(month[0], month[1], new Saving(month[2], month[3], month[4])),
            part.Widths[0],
            part.Widths[1],
            [.. part.Utilisations.Select(Unpack)],
            [.. part.Breaches.Select(breach => new BreachReplay(
                breach.SloId, breach.Metric, breach.Hours[0], breach.Hours[1], breach.Hours[2], breach.Slack))],
            new DrawModel(
                draws[0], draws[1], draws[2], draws[3], draws[4], draws[5], draws[6], draws[7], draws[8], draws[9]));
    }

    private static UtilisationPart Pack(UtilisationReplay one) => new(
        one.Metric, [one.Before.Mean, one.Before.P95, one.Before.Peak, one.After.Mean, one.After.P95, one.After.Peak]);

    private static UtilisationReplay Unpack(UtilisationPart part) => new(
        part.Metric,
        new Utilisation(part.Values[0], part.Values[1], part.Values[2]),
        new Utilisation(part.Values[3], part.Values[4], part.Values[5]));
}
