using System.Threading.Channels;
using CostIntel.Domain.Identity;
using CostIntel.Grains.Live;
using CostIntel.Storage.Desks;
using Orleans.Streams;

namespace CostIntel.Server.Feeds;

/// <summary>
/// Tells a subscriber what happens at a desk: at once from the live stream, and from the store whatever the stream has not
/// told or the subscriber was too slow for. The store's order is the only one, so nothing is told twice.
/// </summary>
internal sealed partial class DeskFeed(IClusterClient cluster, TimeProvider time, ILogger<DeskFeed> logger)
{
    // What a slow reader may be behind before the live stream is no longer kept for it.
    private const int LiveMax = 64;
    private const int EventsPerRead = 200;
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(5);

    /// <summary>Tells until it is cancelled.</summary>
    /// <param name="desk">Which desk, see <see cref="LiveDesk"/>.</param>
    /// <param name="store">Its store.</param>
    /// <param name="tenant">Whose.</param>
    /// <param name="start">Behind which sequence; asked when the live stream is on, so that nothing falls between.</param>
    /// <param name="tell">Tells one event.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(
        string desk, IDeskStore store, TenantId tenant, Func<Task<long>> start, Func<byte[], Task> tell, CancellationToken cancellation)
    {
        var live = Channel.CreateBounded<DeskEvents>(
            new BoundedChannelOptions(LiveMax) { FullMode = BoundedChannelFullMode.DropWrite });
        var subscription = await TrySubscribeAsync(desk, tenant, live.Writer);
        try
        {
            var position = await start();
            while (true)
            {
                position = await CatchUpAsync(store, tenant, position, tell, cancellation);
                position = await FollowAsync(live.Reader, position, tell, cancellation);
            }
        }
        finally
        {
            await EndAsync(desk, subscription);
        }
    }

    private static async Task<long> CatchUpAsync(
        IDeskStore store, TenantId tenant, long position, Func<byte[], Task> tell, CancellationToken cancellation)
    {
        IReadOnlyList<EventRecord> events;
        do
        {
            events = await store.ReadEventsAsync(tenant.ToString(), position, EventsPerRead, cancellation);
            foreach (var happened in events)
            {
                await tell(happened.Payload);
                position = happened.Sequence;
            }
        }
        while (events.Count == EventsPerRead);

        return position;
    }

    /// <summary>Follows the live stream until it has a gap, or says nothing for a while.</summary>
    private async Task<long> FollowAsync(
        ChannelReader<DeskEvents> live, long position, Func<byte[], Task> tell, CancellationToken cancellation)
    {
        while (await HasMoreAsync(live, cancellation))
        {
            while (live.TryRead(out var happened))
            {
                if (happened.PreviousEvent > position)
                {
                    return position;
                }

                for (var i = 0; i < happened.Events.Length; i++)
                {
                    if (happened.FirstEvent + i > position)
                    {
                        await tell(happened.Events[i]);
                        position = happened.FirstEvent + i;
                    }
                }
            }
        }

        return position;
    }

    private async Task<bool> HasMoreAsync(ChannelReader<DeskEvents> live, CancellationToken cancellation)
    {
        using var waited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var more = live.WaitToReadAsync(waited.Token).AsTask();
        await Task.WhenAny(more, Task.Delay(LookAnyway, time, waited.Token));
        var isMore = more.IsCompletedSuccessfully && await more;
        await waited.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
        return isMore;
    }

    private async Task<StreamSubscriptionHandle<DeskEvents>?> TrySubscribeAsync(
        string desk, TenantId tenant, ChannelWriter<DeskEvents> live)
    {
        try
        {
            return await LiveDesk.Of(cluster.GetStreamProvider(LiveUsage.Provider), desk, tenant).SubscribeAsync((happened, _) =>
            {
                live.TryWrite(happened);
                return Task.CompletedTask;
            });
        }
        catch (OrleansException failure)
        {
            LogUntold(logger, desk, failure);
            return null;
        }
    }

    private async Task EndAsync(string desk, StreamSubscriptionHandle<DeskEvents>? subscription)
    {
        try
        {
            await (subscription?.UnsubscribeAsync() ?? Task.CompletedTask);
        }
        catch (OrleansException failure)
        {
            LogUntold(logger, desk, failure);
        }
    }

    [LoggerMessage(1700, LogLevel.Warning, "The live stream of {Desk} cannot be reached; subscribers are told later")]
    private static partial void LogUntold(ILogger logger, string desk, Exception failure);
}
