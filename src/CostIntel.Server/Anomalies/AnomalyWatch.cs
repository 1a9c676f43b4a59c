using System.Threading.Channels;
using CostIntel.Contracts.Anomalies;
using CostIntel.Contracts.State.V1;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Identity;
using CostIntel.Grains.Incidents;
using CostIntel.Grains.Live;
using CostIntel.Server.Errors;
using CostIntel.Storage.Desks;
using Grpc.Core;
using Orleans.Streams;

namespace CostIntel.Server.Anomalies;

/// <summary>
/// Tells a subscriber what happens to incidents: at once from the live stream, and from the store whatever the stream
/// has not told or the subscriber was too slow for. The store's order is the only one, so nothing is told twice.
/// </summary>
internal sealed partial class AnomalyWatch(
    IClusterClient cluster, DeskStores stores, AnomalyDigests digests, TimeProvider time, ILogger<AnomalyWatch> logger)
{
    // What a slow reader may be behind before the live stream is no longer kept for it.
    private const int LiveMax = 64;
    private const int EventsPerRead = 200;
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(5);

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

        var feed = new Feed(tenant, IncidentSieve.Of(request), [.. request.Changes], responses);
        var live = Channel.CreateBounded<IncidentsHappened>(
            new BoundedChannelOptions(LiveMax) { FullMode = BoundedChannelFullMode.DropWrite });
        var subscription = await TrySubscribeAsync(tenant, live.Writer);
        try
        {
            feed.Position = await StartAsync(tenant, request);
            // Tells the subscriber that from now on nothing is missed, though nothing may happen for long.
            await context.WriteResponseHeadersAsync([]);
            while (true)
            {
                await CatchUpAsync(feed, cancellation);
                await FollowAsync(feed, live.Reader, cancellation);
            }
        }
        finally
        {
            await EndAsync(subscription);
        }
    }

    // Asked of the desk, which commits in one place: what it has told is not told again, what it tells next is.
    private async Task<long> StartAsync(TenantId tenant, WatchAnomaliesRequest request)
    {
        if (request.FromStart)
        {
            return 0;
        }

        return request.AfterCursor > 0
            ? (long)Math.Min(request.AfterCursor, long.MaxValue)
            : await cluster.GetGrain<IIncidentDeskGrain>(tenant.ToString()).HeadAsync();
    }

    private async Task CatchUpAsync(Feed feed, CancellationToken cancellation)
    {
        IReadOnlyList<EventRecord> events;
        do
        {
            events = await stores.Incidents.ReadEventsAsync(feed.Tenant.ToString(), feed.Position, EventsPerRead, cancellation);
            foreach (var happened in events)
            {
                await feed.TellAsync(AnomalyEvent.Parser.ParseFrom(happened.Payload), cancellation);
                feed.Position = happened.Sequence;
            }
        }
        while (events.Count == EventsPerRead);
    }

    /// <summary>Follows the live stream until it has a gap, or says nothing for a while.</summary>
    private async Task FollowAsync(Feed feed, ChannelReader<IncidentsHappened> live, CancellationToken cancellation)
    {
        while (await HasMoreAsync(live, cancellation))
        {
            while (live.TryRead(out var happened))
            {
                if (happened.PreviousEvent > feed.Position)
                {
                    return;
                }

                foreach (var message in happened.Events.Select(AnomalyEvent.Parser.ParseFrom))
                {
                    if ((long)message.Cursor > feed.Position)
                    {
                        await feed.TellAsync(message, cancellation);
                        feed.Position = (long)message.Cursor;
                    }
                }
            }
        }
    }

    private async Task<bool> HasMoreAsync(ChannelReader<IncidentsHappened> live, CancellationToken cancellation)
    {
        using var waited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var more = live.WaitToReadAsync(waited.Token).AsTask();
        await Task.WhenAny(more, Task.Delay(LookAnyway, time, waited.Token));
        var isMore = more.IsCompletedSuccessfully && await more;
        await waited.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
        return isMore;
    }

    private async Task<StreamSubscriptionHandle<IncidentsHappened>?> TrySubscribeAsync(
        TenantId tenant, ChannelWriter<IncidentsHappened> live)
    {
        try
        {
            return await LiveIncidents.Of(cluster.GetStreamProvider(LiveUsage.Provider), tenant).SubscribeAsync((happened, _) =>
            {
                live.TryWrite(happened);
                return Task.CompletedTask;
            });
        }
        catch (OrleansException failure)
        {
            LogUntold(logger, failure);
            return null;
        }
    }

    private async Task EndAsync(StreamSubscriptionHandle<IncidentsHappened>? subscription)
    {
        try
        {
            await (subscription?.UnsubscribeAsync() ?? Task.CompletedTask);
        }
        catch (OrleansException failure)
        {
            LogUntold(logger, failure);
        }
    }

    [LoggerMessage(1700, LogLevel.Warning, "The live stream of incidents cannot be reached; subscribers are told later")]
    private static partial void LogUntold(ILogger logger, Exception failure);

    /// <summary>One subscriber and how far it has been told.</summary>
    private sealed class Feed(
        TenantId tenant, IncidentSieve sieve, HashSet<IncidentChange> changes, IServerStreamWriter<AnomalyEvent> responses)
    {
        public TenantId Tenant { get; } = tenant;

        public long Position { get; set; }

        public async Task TellAsync(AnomalyEvent happened, CancellationToken cancellation)
        {
            var isWanted = changes.Count == 0 || changes.Contains(happened.Entry.Change);
            if (isWanted && sieve.Keeps(ToDomain(happened)))
            {
                await responses.WriteAsync(happened, cancellation);
            }
        }

        private Domain.Incidents.Incident ToDomain(AnomalyEvent happened) =>
            new StoredIncident { Shown = happened.Incident, ToldAtStake = "0" }.ToDomain(Tenant);
    }
}
