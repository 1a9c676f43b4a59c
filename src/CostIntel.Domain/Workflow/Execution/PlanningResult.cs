namespace CostIntel.Domain.Workflow.Execution;

/// <summary>A plan with the state of the resources that it was made for.</summary>
/// <param name="Plan">It.</param>
/// <param name="StateHash">See <see cref="ResourceState.Hash"/>.</param>
public sealed record PlannedChange(ChangePlan Plan, string StateHash);

/// <summary>A plan, or why there is none.</summary>
/// <param name="Planned">Null when there is none.</param>
/// <param name="Refusal">Why; empty when there is one.</param>
public sealed record PlanningResult(PlannedChange? Planned, string Refusal)
{
    /// <summary>There is none.</summary>
    /// <param name="why">One sentence.</param>
    public static PlanningResult Refused(string why) => new(null, why);
}
