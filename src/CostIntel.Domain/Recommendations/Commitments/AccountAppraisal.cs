using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Recommendations.Risks;
using CostIntel.Domain.Sla;

namespace CostIntel.Domain.Recommendations.Commitments;

/// <summary>Says how risky it is what could be done about an account, and what it is about.</summary>
public static class AccountAppraisal
{
    /// <summary>The proposal of a candidate. Nothing that runs is touched, so no objective is at risk.</summary>
    /// <param name="found">What could be done.</param>
    /// <param name="accountCostPerMonth">What the account costs a month, in the candidate's currency; 0 when not known.</param>
    public static Proposal Of(AccountCandidate found, decimal accountCostPerMonth)
    {
        var before = found.Estimate.CostBefore;
        var share = accountCostPerMonth <= before ? 1 : (double)before / (double)accountCostPerMonth;
        var candidate = found.Candidate;
        var risk = RiskScore.Of(new RiskFacts(
            candidate.Change,
            candidate.Effort,
            EnvironmentKind.Unknown,
            share,
            Dependants: 0,
            ChangesLately: 0,
            candidate.LookBackDays,
            EvidenceDaysOld: 0,
            SlaOutcome.Passed));
        return new(candidate, found.Estimate, new SlaVerdict(SlaOutcome.Passed, []), risk, EnvironmentKind.Unknown);
    }

    /// <summary>What a candidate is about: usage of services in a region, or a commitment.</summary>
    public static Subject TargetOf(AccountKey account, AccountCandidate found) => new(
        account,
        "",
        "",
        // A target without a resource goes by its service; the commitment must not be taken for usage.
        found.ServiceName.Length > 0 ? found.ServiceName : $"Commitment {found.TargetName}",
        found.RegionId,
        found.TargetName,
        [],
        Measure.Cost,
        found.Currency);
}
