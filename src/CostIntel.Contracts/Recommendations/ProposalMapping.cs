using System.Globalization;
using CostIntel.Domain.Money;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Recommendations.Risks;
using Proto = CostIntel.Contracts.V1;

namespace CostIntel.Contracts.Recommendations;

/// <summary>What is proposed and what that is worth, to and from the fields of a recommendation's message.</summary>
public static class ProposalMapping
{
    /// <summary>A message with these fields alone.</summary>
    public static Proto.Recommendation ToMessage(this Proposal proposal)
    {
        var message = new Proto.Recommendation();
        proposal.Write(message);
        return message;
    }

    /// <summary>The proposal that a message tells of.</summary>
    public static Proposal ToProposal(this Proto.Recommendation message)
    {
        var candidate = new Candidate(
            message.Rule,
            message.Change.ToDomain(),
            message.Confidence,
            (Effort)message.ImplementationEffort,
            message.Reason,
            [.. message.Evidence.Select(item => new EvidenceItem(item.Name, item.Value, item.HasLimit ? item.Limit : null, item.Unit))],
            message.LookBackDays);
        var estimate = new SavingEstimate(
            Amount(message.CurrentMonthlyCost), Amount(message.EstimatedMonthlyCost), message.EstimatedMonthlySavings.ToDomain());
        var risk = new Risk(
            message.Risk, [.. message.RiskParts.Select(part => new RiskPart(part.Name, part.Weight, part.Value, part.Why))]);
        return new(candidate, estimate, message.Sla.ToDomain(), risk, (EnvironmentKind)message.Environment);
    }

    internal static void Write(this Proposal proposal, Proto.Recommendation message)
    {
        var (candidate, estimate) = (proposal.Candidate, proposal.Estimate);
        message.Rule = candidate.Rule;
        message.Reason = candidate.Reason;
        message.Environment = (Proto.ResourceEnvironment)proposal.Environment;
        message.Change = candidate.Change.ToMessage();
        message.ImplementationEffort = (Proto.ImplementationEffort)candidate.Effort;
        message.CurrentMonthlyCost = ExactDecimal.Format(estimate.CostBefore);
        message.EstimatedMonthlyCost = ExactDecimal.Format(estimate.CostAfter);
        message.EstimatedMonthlySavings = estimate.Saving.ToMessage();
        message.EstimatedSavingsPercentage = (double)estimate.SavedPercent;
        message.LookBackDays = candidate.LookBackDays;
        message.Confidence = candidate.Confidence;
        message.Risk = proposal.Risk.Score;
        message.RiskParts.AddRange(proposal.Risk.Parts.Select(part =>
            new Proto.RiskPart { Name = part.Name, Weight = part.Weight, Value = part.Value, Why = part.Why }));
        message.Evidence.AddRange(candidate.Evidence.Select(ToMessage));
        message.Sla = proposal.Sla.ToMessage();
    }

    private static Proto.EvidenceItem ToMessage(EvidenceItem item)
    {
        var message = new Proto.EvidenceItem { Name = item.Name, Value = item.Value, Unit = item.Unit };
        if (item.Limit is { } limit)
        {
            message.Limit = limit;
        }

        return message;
    }

    private static decimal Amount(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}
