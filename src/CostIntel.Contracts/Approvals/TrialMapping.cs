using CostIntel.Domain.Money;
using CostIntel.Domain.Workflow.Approvals.Trial;
using Proto = CostIntel.Contracts.V1;

namespace CostIntel.Contracts.Approvals;

/// <summary>What trials of approval policies have come to, as messages.</summary>
public static class TrialMapping
{
    /// <summary>The message of a result, without the versions of the policies.</summary>
    /// <param name="result">The result.</param>
    /// <param name="differencesMax">How many differences are told.</param>
    public static Proto.TryApprovalPolicyResponse ToMessage(this TrialResult result, int differencesMax)
    {
        var differing = result.Lines.Where(line => line.Differs).ToList();
        var message = new Proto.TryApprovalPolicyResponse { Recommendations = result.Lines.Count, Differing = differing.Count };
        message.Outcomes.AddRange(Enum.GetValues<TrialOutcome>().Select(outcome => new Proto.ApprovalOutcomeCount
        {
            Outcome = (Proto.ApprovalOutcome)outcome,
            Present = result.CountPresent(outcome),
            Tried = result.CountProposed(outcome),
        }));
        message.Differences.AddRange(differing.Take(differencesMax).Select(ToMessage));
        return message;
    }

    private static Proto.ApprovalDifference ToMessage(TrialLine line) => new()
    {
        RecommendationId = line.CaseId,
        BillingAccountId = line.Target.Account.BillingAccountId,
        ResourceId = line.Target.ResourceId,
        CurrencyCode = line.Target.Unit,
        EstimatedMonthlySavings = ExactDecimal.Format(line.SavingPerMonth),
        Present = ToMessage(line.Present),
        Tried = ToMessage(line.Proposed),
    };

    private static Proto.ApprovalVerdict ToMessage(TrialVerdict verdict) => new()
    {
        Outcome = (Proto.ApprovalOutcome)verdict.Outcome, Rule = verdict.Rule, Approvals = verdict.Approvals, Why = verdict.Why,
    };
}
