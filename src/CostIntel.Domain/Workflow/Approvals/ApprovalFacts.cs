using CostIntel.Domain.Incidents;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Sla;

namespace CostIntel.Domain.Workflow.Approvals;

/// <summary>What a policy goes by when it decides who has to approve a change.</summary>
public sealed record ApprovalFacts
{
    /// <summary>Names the change: the id of its recommendation.</summary>
    public required string CaseId { get; init; }

    /// <summary>What is changed; its unit is the currency of the amounts.</summary>
    public required Subject Target { get; init; }

    /// <summary>Who proposed it; empty for the engine. This one never approves it.</summary>
    public string Proposer { get; init; } = "";

    /// <summary>What is done.</summary>
    public required ActionType Action { get; init; }

    /// <summary>Who depends on the target.</summary>
    public EnvironmentKind Environment { get; init; }

    /// <summary>What is expected to be saved a month; negative when the change costs more.</summary>
    public decimal SavingPerMonth { get; init; }

    /// <summary>What the target costs a month as it is. Not negative.</summary>
    public decimal CostPerMonth { get; init; }

    /// <summary>How much may go wrong, 0 to 1.</summary>
    public decimal Risk { get; init; }

    /// <summary>What the check against service level objectives has come to.</summary>
    public SlaOutcome Sla { get; init; } = SlaOutcome.Flagged;

    /// <summary>True when it can be undone.</summary>
    public bool RollbackPossible { get; init; }

    /// <summary>What is known of a recommendation as it stands; the engine has proposed it.</summary>
    public static ApprovalFacts Of(Recommendation recommendation)
    {
        var proposal = recommendation.Proposal;
        return new()
        {
            CaseId = recommendation.Id.ToString(),
            Target = recommendation.Target,
            Action = proposal.Candidate.Change.Action,
            Environment = proposal.Environment,
            SavingPerMonth = proposal.Estimate.Saving.Expected,
            CostPerMonth = Math.Max(0, proposal.Estimate.CostBefore),
            // Neither limits of rules nor people tell risks apart that differ by less.
            Risk = Math.Round((decimal)Math.Clamp(proposal.Risk.Score, 0, 1), 6),
            Sla = proposal.Sla.Outcome,
            RollbackPossible = proposal.Candidate.Change.RollbackPossible,
        };
    }
}
