using CostIntel.Domain.Incidents;
using CostIntel.Domain.Recommendations;
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
}
