using CostIntel.Contracts.V1;
using CostIntel.Domain.Identity;
using CostIntel.Grains.Queries;
using CostIntel.Grains.Resources;
using CostIntel.Server.Access;
using CostIntel.Server.Errors;
using Grpc.Core;

namespace CostIntel.Server.Queries;

/// <summary>Answers what was spent.</summary>
internal sealed class CostEndpoint(CostQueryRunner runner, CostWatch watch, ResourceFinder finder, IGrainFactory grains)
    : CostService.CostServiceBase
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
        var query = new ResourceQuery(request.ResourceId, request.Provider, request.BillingAccountId, request.SubAccountId);
        var key = await finder.FindAsync(context.Principal().Tenant, query, context.CancellationToken);
        var view = key is null ? null : await grains.GetGrain<IResourceGrain>(key.Value.ToString()).GetAsync();
        return view is null
            ? throw new RpcException(new Status(StatusCode.NotFound, $"No resource '{request.ResourceId}' has been charged."))
            : ResourceMessages.ToMessage(view);
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
