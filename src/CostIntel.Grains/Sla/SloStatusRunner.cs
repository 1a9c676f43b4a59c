using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents.Rules;
using CostIntel.Domain.Queries;
using CostIntel.Domain.Sla;
using CostIntel.Grains.Accounts;
using CostIntel.Grains.Queries;
using CostIntel.Grains.Resources;
using CostIntel.Grains.Tenants;

namespace CostIntel.Grains.Sla;

/// <summary>Asks resources how their SLOs stand. The answer includes what was acknowledged before the question.</summary>
public sealed class SloStatusRunner(IGrainFactory grains, CostQueryRunner runner)
{
    private const int CallsInFlightMax = 1_024;

    /// <summary>How the SLOs stand for each resource that counts for one of them.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="slos">Which.</param>
    /// <param name="settingsVersion">The version of the settings that they are of.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<List<(ResourceKey Resource, SloView View)>> RunAsync(
        TenantId tenant, IReadOnlyList<Slo> slos, long settingsVersion, CancellationToken cancellation)
    {
        await runner.CatchUpAsync(cancellation);
        var ids = slos.Select(slo => slo.Id).ToHashSet(StringComparer.Ordinal);
        var found = new List<(ResourceKey, SloView)>();
        var accounts = await grains.GetGrain<ITenantGrain>(tenant.ToString()).GetAccountsAsync();
        foreach (var account in accounts)
        {
            var keys = await grains.GetGrain<IAccountGrain>(account).GetResourcesAsync();
            var asked = keys.Select(ResourceKey.Parse).Where(key => slos.Any(slo => MayHold(slo.Scope, key)));
            foreach (var window in asked.Chunk(CallsInFlightMax))
            {
                cancellation.ThrowIfCancellationRequested();
                var answers = await Task.WhenAll(window.Select(key => AskAsync(key, settingsVersion)));
                found.AddRange(answers.SelectMany(views => views).Where(answer => ids.Contains(answer.View.SloId)));
            }
        }

        return found;
    }

    private async Task<IEnumerable<(ResourceKey Resource, SloView View)>> AskAsync(ResourceKey key, long settingsVersion)
    {
        var views = await grains.GetGrain<IResourceGrain>(key.ToString()).GetSlosAsync(settingsVersion);
        return views.Select(view => (key, view));
    }

    // What a resource's key does not tell, the resource itself knows.
    private static bool MayHold(Scope scope, ResourceKey key) => scope.Filters.All(filter => filter.Dimension.Kind switch
    {
        DimensionKind.Provider => filter.Keeps(key.Account.Provider),
        DimensionKind.Account => filter.Keeps(key.Account.BillingAccountId),
        DimensionKind.SubAccount => filter.Keeps(key.SubAccountId),
        DimensionKind.Resource => filter.Keeps(key.ShownResourceId),
        _ => true,
    });
}
