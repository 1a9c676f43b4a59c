using CostIntel.Contracts.Anomalies;
using CostIntel.Contracts.State.V1;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Identity;
using CostIntel.Grains.Incidents;
using CostIntel.Grains.Live;
using CostIntel.Server.Errors;
using CostIntel.Server.Feeds;
using CostIntel.Storage.Desks;
using Grpc.Core;

namespace CostIntel.Server.Anomalies;

/// <summary>Tells a subscriber what happens to the incidents that it wants to hear of.</summary>
internal sealed class AnomalyWatch(IGrainFactory grains, DeskStores stores, DeskFeed feed, AnomalyDigests digests)
{
    public async Task RunAsync(
        TenantId tenant,
        WatchAnomaliesRequest request,
        IServerStreamWriter<AnomalyEvent> responses,
        ServerCallContext context)
    {
        var cancellation = context.CancellationToken;
        Require.That(Enum.IsDefined(request.Frequency), $"frequency {(int)request.Frequency} is unknown.");
        if (request.Frequency is Frequency.Daily or Frequency.Weekly)
        {
            var position = await StartAsync(tenant, request);
            await context.WriteResponseHeadersAsync([]);
            await digests.RunAsync(tenant, request, position, responses, cancellation);
            return;
        }

        var sieve = IncidentSieve.Of(request);
        var changes = request.Changes.ToHashSet();
        await feed.RunAsync(
            LiveDesk.Incidents,
            stores.Incidents,
            tenant,
            async () =>
            {
                var position = await StartAsync(tenant, request);
                // Tells the subscriber that from now on nothing is missed, though nothing may happen for long.
                await context.WriteResponseHeadersAsync([]);
                return position;
            },
            async payload =>
            {
                var happened = AnomalyEvent.Parser.ParseFrom(payload);
                var isWanted = changes.Count == 0 || changes.Contains(happened.Entry.Change);
                if (isWanted && sieve.Keeps(ToDomain(happened, tenant)))
                {
                    await responses.WriteAsync(happened, cancellation);
                }
            },
            cancellation);
    }

    private static Domain.Incidents.Incident ToDomain(AnomalyEvent happened, TenantId tenant) =>
        new StoredIncident { Shown = happened.Incident, ToldAtStake = "0" }.ToDomain(tenant);

    // Asked of the desk, which commits in one place: what it has told is not told again, what it tells next is.
    private async Task<long> StartAsync(TenantId tenant, WatchAnomaliesRequest request)
    {
        if (request.FromStart)
        {
            return 0;
        }

        return request.AfterCursor > 0
            ? (long)Math.Min(request.AfterCursor, long.MaxValue)
            : await grains.GetGrain<IIncidentDeskGrain>(tenant.ToString()).HeadAsync();
    }
}
