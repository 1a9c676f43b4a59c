using CostIntel.Contracts.V1;
using CostIntel.Domain.Access;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Simulation;
using CostIntel.Grains.Recommendations.Desk;
using Google.Protobuf;

namespace CostIntel.Server.Simulations;

/// <summary>
/// The simulations of recommendations: the change that is proposed, on the resource's own history. One is run when it is
/// first asked for while the change is proposed, and kept like any other.
/// </summary>
internal sealed class RecommendationSimulations(SimulationRuns runs, IGrainFactory grains)
{
    private const string Prefix = "recommendation.";
    private const int HashDigits = 8;
    private const int Draws = 1_000;
    private const int TitleLengthMax = 200;

    /// <summary>Id of a recommendation's simulation; empty when it has none and will have none.</summary>
    public async Task<string> IdOfAsync(Principal principal, Recommendation recommendation)
    {
        var id = IdOf(recommendation);
        return IsOpen(recommendation) || await runs.FindAsync(principal.Tenant, id) is not null ? id : "";
    }

    /// <summary>The simulation of this id, whether it is kept or can be run; null when it is neither.</summary>
    public async Task<Simulation?> FindAsync(Principal principal, string id, CancellationToken cancellation)
    {
        var kept = await runs.FindAsync(principal.Tenant, id);
        if (kept is not null || !id.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return kept;
        }

        // Of one change: when another is proposed, its simulation is another.
        var (recommendationId, end) = (id[Prefix.Length..], id.LastIndexOf('.'));
        recommendationId = end > Prefix.Length ? id[Prefix.Length..end] : recommendationId;
        var desk = grains.GetGrain<IRecommendationDeskGrain>(principal.Tenant.ToString());
        var bytes = await desk.GetAsync(recommendationId);
        return bytes is not null && Recommendation.Parser.ParseFrom(bytes) is var recommendation
            && IsOpen(recommendation) && IdOf(recommendation) == id
            ? await runs.RunAsync(principal, RequestOf(id, recommendation), (_, _) => Task.CompletedTask, cancellation)
            : null;
    }

    /// <summary>True for names that nobody may give a simulation of his own.</summary>
    public static bool IsReserved(string id) => id.StartsWith(Prefix, StringComparison.Ordinal);

    private static string IdOf(Recommendation recommendation) =>
        $"{Prefix}{recommendation.RecommendationId}.{Convert.ToHexStringLower(PermanentHash.Hash128(recommendation.Change.ToByteArray()))[..HashDigits]}";

    // Of what was applied or withdrawn, the days since are no longer those that it rested on.
    private static bool IsOpen(Recommendation recommendation) =>
        recommendation is { State: RecommendationState.Proposed, ResourceId.Length: > 0 };

    private static RunSimulationRequest RequestOf(string id, Recommendation recommendation)
    {
        var reason = recommendation.Reason;
        var request = new RunSimulationRequest
        {
            RequestId = id,
            Title = reason.Length > TitleLengthMax ? reason[..TitleLengthMax] : reason,
            Days = Math.Clamp(recommendation.LookBackDays, 1, SimulationLimits.DaysMax),
            Draws = Draws,
            Seed = 1,
        };
        request.Filters.Add(Only("provider", recommendation.Provider));
        request.Filters.Add(Only("account", recommendation.BillingAccountId));
        request.Filters.Add(Only("sub_account", recommendation.SubAccountId));
        request.Filters.Add(Only("resource", recommendation.ResourceId));
        request.Alternatives.Add(new SimulationAlternative { Name = recommendation.Rule, Change = recommendation.Change });
        return SimulationRequests.Complete(request);
    }

    private static CostFilter Only(string dimension, string value) => new() { Dimension = dimension, Values = { value } };
}
