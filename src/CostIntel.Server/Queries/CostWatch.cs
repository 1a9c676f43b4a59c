using System.Threading.Channels;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Identity;
using CostIntel.Grains.Live;
using Grpc.Core;
using Orleans.Streams;

namespace CostIntel.Server.Queries;

/// <summary>Answers a query again whenever usage has changed what it says.</summary>
internal sealed partial class CostWatch(IClusterClient cluster, TimeProvider time, ILogger<CostWatch> logger)
{
    // Of what changes at the same time one answer tells; what the stream has lost is found by looking anyway.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(10);

    public async Task RunAsync(
        TenantId tenant,
        Func<CancellationToken, Task<QueryCostsResponse>> ask,
        IServerStreamWriter<QueryCostsResponse> responses,
        CancellationToken cancellation)
    {
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var subscription = await TrySubscribeAsync(tenant, () => changes.Writer.TryWrite(true));
        try
        {
            QueryCostsResponse? last = null;
            while (true)
            {
                var answer = await ask(cancellation);
                if (!answer.Equals(last))
                {
                    await responses.WriteAsync(last = answer, cancellation);
                }

                await Task.Delay(Pause, time, cancellation);
                await WaitAsync(changes.Reader, cancellation);
            }
        }
        finally
        {
            await EndAsync(subscription);
        }
    }

    // Who cannot be told looks from time to time, as everybody does.
    private async Task<StreamSubscriptionHandle<UsageChanged>?> TrySubscribeAsync(TenantId tenant, Func<bool> tell)
    {
        try
        {
            return await LiveUsage.Of(cluster.GetStreamProvider(LiveUsage.Provider), tenant).SubscribeAsync((_, _) =>
            {
                tell();
                return Task.CompletedTask;
            });
        }
        catch (OrleansException failure)
        {
            LogUntold(logger, failure);
            return null;
        }
    }

    private async Task EndAsync(StreamSubscriptionHandle<UsageChanged>? subscription)
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

    [LoggerMessage(1600, LogLevel.Warning, "The live stream of usage cannot be reached; costs that are watched may be late")]
    private static partial void LogUntold(ILogger logger, Exception failure);

    private async Task WaitAsync(ChannelReader<bool> changes, CancellationToken cancellation)
    {
        using var waited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(changes.WaitToReadAsync(waited.Token).AsTask(), Task.Delay(LookAnyway, time, waited.Token));
        await waited.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
        changes.TryRead(out _);
    }
}
