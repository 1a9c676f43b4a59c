using CostIntel.Contracts.Recommendations;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using CostIntel.Domain.Simulation.Results;
using CostIntel.Domain.Simulation.Templates;
using Google.Protobuf.WellKnownTypes;
using AlternativeResult = CostIntel.Contracts.V1.AlternativeResult;
using Outcome = CostIntel.Domain.Simulation.Results.AlternativeResult;

namespace CostIntel.Server.Simulations;

/// <summary>Results of simulations in the contract's form.</summary>
internal static class SimulationMessages
{
    public static SimulationResult ToMessage(CurrencyResult result, RunSimulationRequest request)
    {
        var message = new SimulationResult
        {
            Currency = result.Currency.Code,
            Resources = result.Resources,
            CostBefore = ExactDecimal.Format(result.Before.Sum()),
            ExactHours = result.ExactHours,
            ModelledHours = result.ModelledHours,
            Best = result.Best,
        };
        for (var day = 0; day < result.Before.Count; day++)
        {
            var shown = new SimulatedDay
            {
                Day = new Timestamp { Seconds = LedgerTime.Seconds(result.FirstDay + day) },
                CostBefore = ExactDecimal.Format(result.Before[day]),
            };
            shown.CostAfter.AddRange(result.Alternatives.Select(one => ExactDecimal.Format(one.After[day])));
            message.Days.Add(shown);
        }

        message.Alternatives.AddRange(result.Alternatives.Select((one, i) => ToMessage(one, request.Alternatives[i].Name)));
        return message;
    }

    public static SimulationTemplate ToMessage(WhatIfTemplate template)
    {
        var message = new SimulationTemplate
        {
            Name = template.Name,
            Description = template.Description,
            Example = template.Example,
        };
        message.Parameters.AddRange(template.Parameters.Select(parameter => new TemplateParameter
        {
            Name = parameter.Name,
            Required = parameter.IsRequired,
            Description = parameter.Description,
        }));
        return message;
    }

    private static AlternativeResult ToMessage(Outcome result, string name)
    {
        var message = new AlternativeResult
        {
            Name = name,
            Changed = result.Changed,
            CostAfter = ExactDecimal.Format(result.After.Sum()),
            MonthlyBefore = ExactDecimal.Format(result.Estimate.CostBefore),
            MonthlyAfter = ExactDecimal.Format(result.Estimate.CostAfter),
            MonthlySaving = result.Estimate.Saving.ToMessage(),
            SavedPercent = (double)result.Estimate.SavedPercent,
            OneTimeCost = ExactDecimal.Format(result.OneTimeCost),
            Drawn = result.Draws is { } draws ? SimulationParts.ToMessage(draws) : null,
        };
        if (result.PaybackDays is { } days)
        {
            message.PaybackDays = days;
        }

        message.Refusals.AddRange(result.Refusals.Select(SimulationParts.ToMessage));
        message.Utilisations.AddRange(result.Utilisations.Select(SimulationParts.ToMessage));
        message.Breaches.AddRange(result.Breaches.Select(SimulationParts.ToMessage));
        message.Commitments.AddRange(result.Commitments.Select(SimulationParts.ToMessage));
        message.Largest.AddRange(result.Largest.Select(ToMessage));
        return message;
    }

    private static SimulatedResource ToMessage(ResourceRow row)
    {
        var key = ResourceKey.Parse(row.Key);
        return new SimulatedResource
        {
            Provider = key.Account.Provider,
            BillingAccountId = key.Account.BillingAccountId,
            SubAccountId = key.SubAccountId,
            ResourceId = key.ShownResourceId,
            Action = (ActionType)row.Action,
            From = row.From,
            To = row.To,
            MonthlyBefore = ExactDecimal.Format(row.Estimate.CostBefore),
            MonthlyAfter = ExactDecimal.Format(row.Estimate.CostAfter),
            MonthlySaving = row.Estimate.Saving.ToMessage(),
            BreachHours = row.BreachHours,
        };
    }
}
