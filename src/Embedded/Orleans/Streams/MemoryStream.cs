using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>A stream as producers and consumers see it.</summary>
internal sealed class MemoryStream<T>(MemoryStreamProvider provider, StreamId streamId) : IAsyncStream<T>
{
    private readonly StreamHub _hub = provider.Hub(streamId);

    public bool IsRewindable => false;

    public string ProviderName => provider.Name;

    public StreamId StreamId => streamId;

    public Task OnNextAsync(T item, StreamSequenceToken? token = null)
    {
        _hub.Publish(item!);
        return Task.CompletedTask;
    }

    public Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null)
    {
        foreach (var item in batch)
        {
            _hub.Publish(item!);
        }

        return Task.CompletedTask;
    }

    public Task OnCompletedAsync() => throw new NotSupportedException("Memory streams do not end.");

    public Task OnErrorAsync(Exception ex) => throw new NotSupportedException("Memory streams carry no failures.");

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) =>
        SubscribeAsync(observer, null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(
        IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null)
    {
        if (token is not null || filterData is not null)
        {
            throw new NotSupportedException("Memory streams neither rewind nor filter.");
        }

        var handler = new StreamHandler<T>(observer);
        var subscription = _hub.Subscribe(Activation.Current, handler);
        return Task.FromResult<StreamSubscriptionHandle<T>>(new Handle(this, subscription));
    }

    public Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles() =>
        Task.FromResult<IList<StreamSubscriptionHandle<T>>>(
            [.. _hub.SubscriptionsOf(Activation.Current).Select(HandleOf)]);

    public StreamSubscriptionHandle<T> HandleOf(StreamSubscription subscription) => new Handle(this, subscription);

    private sealed class Handle(MemoryStream<T> stream, StreamSubscription subscription) : StreamSubscriptionHandle<T>
    {
        public override StreamId StreamId => stream.StreamId;

        public override string ProviderName => stream.ProviderName;

        public override Guid HandleId => subscription.Id;

        public override Task UnsubscribeAsync()
        {
            stream._hub.Remove(subscription);
            return Task.CompletedTask;
        }

        public override Task<StreamSubscriptionHandle<T>> ResumeAsync(
            IAsyncObserver<T> observer, StreamSequenceToken? token = null)
        {
            subscription.Attach(Activation.Current, new StreamHandler<T>(observer));
            return Task.FromResult<StreamSubscriptionHandle<T>>(this);
        }
    }
}
