using CostIntel.Domain.Identity;
using CostIntel.Grains.Queries;
using CostIntel.Server.Errors;
using Grpc.Core;

namespace CostIntel.Server.Queries;

/// <summary>Finds the one resource that a client means.</summary>
internal sealed class ResourceFinder(CostQueryRunner runner)
{
    private const int NamedMax = 5;

    /// <summary>The resource; null when none of this id has been charged.</summary>
    /// <exception cref="RpcException">The id is missing, or occurs more than once.</exception>
    public async Task<ResourceKey?> FindAsync(TenantId tenant, ResourceQuery query, CancellationToken cancellation)
    {
        Require.That(query.ResourceId.Length > 0, "resource_id is missing.");
        var provider = query.Provider.ToLowerInvariant();
        var found = (await runner.FindAsync(tenant, query.ResourceId, cancellation))
            .Where(key => Matches(provider, key.Account.Provider)
                && Matches(query.BillingAccountId, key.Account.BillingAccountId)
                && Matches(query.SubAccountId, key.SubAccountId))
            .ToList();
        if (found.Count > 1)
        {
            throw new RpcException(new Status(
                StatusCode.FailedPrecondition,
                $"'{query.ResourceId}' occurs in {found.Count} accounts; also give provider, billing account or sub-account: "
                + string.Join("; ", found.Take(NamedMax).Select(Shown))));
        }

        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>The resource, or the one that the query names in full: it may have metrics and no charges. Null for neither.</summary>
    /// <exception cref="RpcException">The id is missing, or occurs more than once.</exception>
    public async Task<ResourceKey?> FindOrNameAsync(TenantId tenant, ResourceQuery query, CancellationToken cancellation)
    {
        var found = await FindAsync(tenant, query, cancellation);
        if (found is not null || query.Provider.Length == 0 || query.BillingAccountId.Length == 0)
        {
            return found;
        }

        var account = new AccountKey(tenant, query.Provider.ToLowerInvariant(), query.BillingAccountId);
        return new ResourceKey(account, query.SubAccountId, query.ResourceId);
    }

    private static bool Matches(string wanted, string actual) =>
        wanted.Length == 0 || string.Equals(wanted, actual, StringComparison.Ordinal);

    private static string Shown(ResourceKey key) => $"{key.Account.Provider}, {key.Account.BillingAccountId}, {key.SubAccountId}";
}

/// <summary>What a client says of a resource; all but the id may be empty.</summary>
internal readonly record struct ResourceQuery(string ResourceId, string Provider, string BillingAccountId, string SubAccountId);
