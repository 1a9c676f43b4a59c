using CostIntel.Contracts.V1;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using CostIntel.Grains.Live;
using CostIntel.Grains.Recommendations.Desk;
using CostIntel.Server.Anomalies;
using CostIntel.Server.Feeds;
using CostIntel.Storage.Desks;
using Grpc.Core;
using Measure = CostIntel.Domain.Incidents.Measure;
using Recommendation = CostIntel.Contracts.V1.Recommendation;

namespace CostIntel.Server.Recommendations;

/// <summary>Tells a subscriber what happens to the recommendations that it wants to hear of.</summary>
internal sealed class RecommendationWatch(IGrainFactory grains, DeskStores stores, DeskFeed feed)
{
    public async Task RunAsync(
        TenantId tenant,
        WatchRecommendationsRequest request,
        IServerStreamWriter<RecommendationEvent> responses,
        ServerCallContext context)
    {
        var scope = AnomalyRequests.ScopeOf(request.Filters);
        await feed.RunAsync(
            LiveDesk.Recommendations,
            stores.Recommendations,
            tenant,
            async () =>
            {
                var position = request.HasAfterCursor
                    ? (long)Math.Min(request.AfterCursor, long.MaxValue)
                    : await grains.GetGrain<IRecommendationDeskGrain>(tenant.ToString()).HeadAsync();
                // Tells the subscriber that from now on nothing is missed, though nothing may happen for long.
                await context.WriteResponseHeadersAsync([]);
                return position;
            },
            async payload =>
            {
                var happened = RecommendationEvent.Parser.ParseFrom(payload);
                if (scope.Holds(TargetOf(happened.Recommendation, tenant)))
                {
                    await responses.WriteAsync(happened, context.CancellationToken);
                }
            },
            context.CancellationToken);
    }

    private static Subject TargetOf(Recommendation shown, TenantId tenant)
    {
        var account = new AccountKey(tenant, shown.Provider, shown.BillingAccountId);
        return new(
            account,
            shown.ResourceId.Length == 0 ? "" : new ResourceKey(account, shown.SubAccountId, shown.ResourceId).ToString(),
            shown.SubAccountId,
            shown.ServiceName,
            shown.RegionId,
            shown.ResourceName,
            [.. shown.Tags],
            Measure.Cost,
            shown.CurrencyCode);
    }
}
