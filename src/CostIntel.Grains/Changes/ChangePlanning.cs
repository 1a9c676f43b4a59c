using CostIntel.Contracts.Documents;
using CostIntel.Contracts.Recommendations;
using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Workflow.Execution;
using CostIntel.Grains.Recommendations.Desk;
using CostIntel.Grains.Recommendations.Settings;

namespace CostIntel.Grains.Changes;

/// <summary>Makes the plan that carries recommendations out, as they and the tenant's execution policy are now.</summary>
public sealed class ChangePlanning(IGrainFactory grains)
{
    /// <summary>Plans recommendations that the desk knows.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="recommendationIds">Which.</param>
    public async Task<ChangeDesign> DesignAsync(string tenant, string[] recommendationIds)
    {
        var members = await grains.GetGrain<IRecommendationDeskGrain>(tenant).GetMembersAsync(recommendationIds);
        return Design(members, recommendationIds, await PolicyAsync(tenant));
    }

    /// <summary>The execution policy that holds.</summary>
    public async Task<ExecutionPolicy> PolicyAsync(string tenant) =>
        ExecutionDocument.Parse((await grains.GetGrain<ITenantSettingsGrain>(tenant).GetAsync()).Execution);

    private static ChangeDesign Design(ChangeMember[] members, string[] wanted, ExecutionPolicy policy)
    {
        var known = members.Select(member => StoredRecommendation.Parser.ParseFrom(member.Stored).ToDomain()).ToArray();
        var missing = wanted.Except(known.Select(one => one.Id.ToString()), StringComparer.Ordinal).FirstOrDefault();
        var planned = missing is null
            ? ChangePlanner.Plan(known, policy)
            : PlanningResult.Refused($"There is no recommendation '{missing}'.");
        return new(
            known,
            [.. members.Select(member => member.Stored)],
            members.All(member => member.IsHeld),
            policy,
            planned.Planned,
            planned.Refusal,
            missing);
    }
}

/// <summary>What would be done about recommendations.</summary>
/// <param name="Members">They, as they are.</param>
/// <param name="Stored">They, as StoredRecommendation messages.</param>
/// <param name="IsHeld">False when the evidence no longer shows what one of them rests on.</param>
/// <param name="Policy">The execution policy that holds.</param>
/// <param name="Planned">The plan; null when there can be none.</param>
/// <param name="Refusal">Why there can be none; empty when there is one.</param>
/// <param name="Missing">The first that is not known; null when all are.</param>
public sealed record ChangeDesign(
    IReadOnlyList<Recommendation> Members,
    byte[][] Stored,
    bool IsHeld,
    ExecutionPolicy Policy,
    PlannedChange? Planned,
    string Refusal,
    string? Missing)
{
    /// <summary>True when a person carries it out.</summary>
    public bool IsByHand => Planned?.Plan.Steps[0].Executor == ExecutionPolicy.ByHand;
}
