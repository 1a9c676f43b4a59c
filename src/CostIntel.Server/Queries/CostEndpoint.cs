using CostIntel.Contracts.V1;
using CostIntel.Domain.Identity;
using CostIntel.Grains.Queries;
using CostIntel.Grains.Resources;
using CostIntel.Server.Access;
using CostIntel.Server.Errors;
using Grpc.Core;

namespace CostIntel.Server.Queries;

/// <summary>Answers what was spent.</summary>
internal sealed class CostEndpoint(CostQueryRunner runner, CostWatch watch, IGrainFactory grains) : CostService.CostServiceBase
{
    private const int RowsPerPage = 1_000;
    private const int RowsPerPageMax = 10_000;
    private const int ResourcesPerPage = 100;
    private const int ResourcesPerPageMax = 1_000;

    /// <inheritdoc/>
    public override Task<QueryCostsResponse> QueryCosts(QueryCostsRequest request, ServerCallContext context) =>
        AnswerAsync(request, context.Principal().Tenant, context.CancellationToken);

    /// <inheritdoc/>
    public override Task WatchCosts(
        QueryCostsRequest request, IServerStreamWriter<QueryCostsResponse> responseStream, ServerCallContext context)
    {
        Require.That(request.PageToken.Length == 0, "page_token must be empty: a watch tells the first page.");
        var tenant = context.Principal().Tenant;
        return watch.RunAsync(
            tenant, cancellation => AnswerAsync(request, tenant, cancellation), responseStream, context.CancellationToken);
    }

    private async Task<QueryCostsResponse> AnswerAsync(
        QueryCostsRequest request, TenantId tenant, CancellationToken cancellation)
    {
        var query = CostRequests.ToQuery(request);
        var page = Page.Of(request.PageSize, request.PageToken, RowsPerPage, RowsPerPageMax, CostRequests.Fingerprint(request));
        var rows = await runner.RunAsync(tenant, query, cancellation);
        var response = new QueryCostsResponse { RowCount = rows.Count, NextPageToken = page.NextToken(rows.Count) };
        response.Rows.AddRange(page.Of(rows).Select(row => CostMessages.ToMessage(row, query.Granularity)));
        response.Totals.AddRange(CostMessages.Totals(rows));
        return response;
    }

    /// <inheritdoc/>
    public override async Task<Resource> GetResource(GetResourceRequest request, ServerCallContext context)
    {
        Require.That(request.ResourceId.Length > 0, "resource_id is missing.");
        var found = (await runner.FindAsync(context.Principal().Tenant, request.ResourceId, context.CancellationToken))
            .Where(key => Matches(request.Provider.ToLowerInvariant(), key.Account.Provider)
                && Matches(request.BillingAccountId, key.Account.BillingAccountId)
                && Matches(request.SubAccountId, key.SubAccountId))
            .ToList();
        if (found.Count > 1)
        {
            throw new RpcException(new Status(
                StatusCode.FailedPrecondition,
                $"'{request.ResourceId}' occurs in {found.Count} accounts; also give provider, billing account or sub-account: "
                + string.Join("; ", found.Take(5).Select(Shown))));
        }

        var view = found.Count == 1 ? await grains.GetGrain<IResourceGrain>(found[0].ToString()).GetAsync() : null;
        return view is null
            ? throw new RpcException(new Status(StatusCode.NotFound, $"No resource '{request.ResourceId}' has been charged."))
            : ResourceMessages.ToMessage(view);

        static bool Matches(string wanted, string actual) =>
            wanted.Length == 0 || string.Equals(wanted, actual, StringComparison.Ordinal);

        static string Shown(ResourceKey key) => $"{key.Account.Provider}, {key.Account.BillingAccountId}, {key.SubAccountId}";
    }

    /// <inheritdoc/>
    public override async Task<ListResourcesResponse> ListResources(ListResourcesRequest request, ServerCallContext context)
    {
        var page = Page.Of(
            request.PageSize, request.PageToken, ResourcesPerPage, ResourcesPerPageMax, CostRequests.Fingerprint(request));
        var rows = await runner.RunAsync(context.Principal().Tenant, CostRequests.ToQuery(request), context.CancellationToken);
        var response = new ListResourcesResponse
        {
            TotalCount = rows.Count,
            NextPageToken = page.NextToken(rows.Count),
        };
        response.Resources.AddRange(page.Of(rows).Select(row => new ResourceSummary
        {
            Provider = row.Keys[0],
            BillingAccountId = row.Keys[1],
            SubAccountId = row.Keys[2],
            ResourceId = row.Keys[3],
            Totals = CostMessages.ToTotals(row.Currency, row.Costs, row.Quantities),
        }));
        return response;
    }
}
