using CostIntel.Domain.Workflow.Approvals;

namespace CostIntel.Domain.Workflow.Execution;

/// <summary>Who carries out which changes.</summary>
public sealed record ExecutionRule
{
    /// <summary>Names it. Unique within its policy.</summary>
    public required string Name { get; init; }

    /// <summary>Which changes it is about.</summary>
    public ApprovalMatch When { get; init; } = ApprovalMatch.Everything;

    /// <summary>Who carries them out: an executor of the server, or <see cref="ExecutionPolicy.ByHand"/>.</summary>
    public required string Executor { get; init; }

    /// <summary>
    /// Of changes that are carried out together, so many are done and watched before the others; 0 for no canary. Default 1.
    /// </summary>
    public int CanarySteps { get; init; } = 1;
}
