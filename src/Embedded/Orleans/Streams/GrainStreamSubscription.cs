using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Streams.Core;

namespace Orleans.Streams;

/// <summary>A consumer that is a grain: each item is a call, which activates the grain if need be.</summary>
internal sealed class GrainStreamSubscription(
    StreamHub hub, Guid id, GrainClass grainClass, string key, bool isImplicit)
    : StreamSubscription(hub, id)
{
    public override bool IsImplicit => isImplicit;

    public override bool BelongsTo(Activation? consumer) =>
        consumer is not null && ReferenceEquals(consumer.Class, grainClass) && consumer.Key == key;

    public override void Attach(Activation? consumer, StreamHandler handler)
    {
        if (!BelongsTo(consumer))
        {
            throw new InvalidOperationException(
                $"A subscription of {grainClass.GrainType}/{key} can be resumed by that grain only.");
        }

        consumer!.Extras.StreamHandlers[Id] = handler;
    }

    public override void Detach(Activation? consumer)
    {
        if (BelongsTo(consumer))
        {
            consumer!.Extras.StreamHandlers.Remove(Id);
        }

        base.Detach(consumer);
    }

    protected override Task DeliverAsync(StreamItem item)
    {
        var delivery = new StreamDelivery(this, item) { Context = item.Context };
        var done = delivery.Task;
        grainClass.Push(key, delivery);
        return done;
    }
}

/// <summary>An item on its way to a grain.</summary>
internal sealed partial class StreamDelivery(GrainStreamSubscription subscription, StreamItem item)
    : ActionRequest, IStreamSubscriptionHandleFactory
{
    private static readonly GrainMethod Description = new(
        typeof(IAsyncObserver<object>), "OnNextAsync", GrainMethodOptions.None, default(TimeSpan?));

    public override GrainMethod Method => Description;

    public StreamId StreamId => subscription.Hub.StreamId;

    public string ProviderName => subscription.Hub.Provider.Name;

    public Guid SubscriptionId => subscription.Id;

    public StreamSubscriptionHandle<T> Create<T>() =>
        new MemoryStream<T>(subscription.Hub.Provider, StreamId).HandleOf(subscription);

    protected override ValueTask Call(object target)
    {
        var handlers = ((Activation)Target).Extras.StreamHandlers;
        return handlers.TryGetValue(subscription.Id, out var handler)
            ? new(((StreamHandler)handler).OnNextAsync(item.Value, item.Token))
            : new(AttachAndCallAsync(target, handlers));
    }

    private async Task AttachAndCallAsync(object target, Dictionary<Guid, object> handlers)
    {
        if (target is IStreamSubscriptionObserver observer)
        {
            await observer.OnSubscribed(this);
        }

        if (handlers.TryGetValue(subscription.Id, out var handler))
        {
            await ((StreamHandler)handler).OnNextAsync(item.Value, item.Token);
        }
        else
        {
            LogNoObserver(Target.Silo.Log, item.Token.SequenceNumber, StreamId, TargetId);
        }
    }

    [LoggerMessage(6041, LogLevel.Warning,
        "Item {Number} of stream {StreamId} was dropped: {GrainId} did not subscribe or resume when it was activated")]
    private static partial void LogNoObserver(ILogger logger, long number, StreamId streamId, GrainId grainId);
}
