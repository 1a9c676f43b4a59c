using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>The meeting point of one stream: numbers its items and queues them for each subscription.</summary>
internal sealed class StreamHub
{
    private readonly Lock _gate = new();
    private readonly MemoryStreamProvider _provider;
    private readonly List<StreamSubscription> _subscriptions = [];
    private long _lastNumber;

    public StreamHub(MemoryStreamProvider provider, StreamId streamId)
    {
        _provider = provider;
        StreamId = streamId;
        foreach (var grainClass in provider.Silo.Classes)
        {
            if (grainClass.ImplicitStreams.Contains(streamId.Namespace, StringComparer.Ordinal))
            {
                _subscriptions.Add(
                    new GrainStreamSubscription(this, NextId(), grainClass, streamId.Key, isImplicit: true));
            }
        }
    }

    public StreamId StreamId { get; }

    public MemoryStreamProvider Provider => _provider;

    public void Publish(object item)
    {
        lock (_gate)
        {
            var queued = new StreamItem(item, new EventSequenceToken(++_lastNumber), RequestContext.Capture());
            foreach (var subscription in _subscriptions)
            {
                subscription.Enqueue(queued);
            }
        }
    }

    /// <summary>Subscribes a grain, or the caller if null. An implicit subscription is attached to.</summary>
    public StreamSubscription Subscribe(Activation? consumer, StreamHandler handler)
    {
        lock (_gate)
        {
            var subscription = _subscriptions.Find(one => one.IsImplicit && one.BelongsTo(consumer));
            if (subscription is null)
            {
                subscription = consumer is null
                    ? new ClientStreamSubscription(this, NextId())
                    : new GrainStreamSubscription(this, NextId(), consumer.Class, consumer.Key, isImplicit: false);
                _subscriptions.Add(subscription);
            }

            subscription.Attach(consumer, handler);
            return subscription;
        }
    }

    public List<StreamSubscription> SubscriptionsOf(Activation? consumer)
    {
        lock (_gate)
        {
            return _subscriptions.FindAll(one => one.BelongsTo(consumer));
        }
    }

    public void Remove(StreamSubscription subscription)
    {
        lock (_gate)
        {
            if (!subscription.IsImplicit)
            {
                _subscriptions.Remove(subscription);
            }
        }

        subscription.Detach(Activation.Current);
    }

    private Guid NextId() => _provider.NextSubscriptionId();
}
