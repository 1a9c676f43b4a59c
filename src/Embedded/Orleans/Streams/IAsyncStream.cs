using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>Takes the items of a stream.</summary>
/// <typeparam name="T">The items.</typeparam>
public interface IAsyncObserver<in T>
{
    /// <summary>The next item. For a producer: complete when the item is queued, not when it was consumed.</summary>
    Task OnNextAsync(T item, StreamSequenceToken? token = null);

    /// <summary>No more items.</summary>
    Task OnCompletedAsync();

    /// <summary>The stream failed.</summary>
    Task OnErrorAsync(Exception ex);
}

/// <summary>Gives items to those that subscribe.</summary>
/// <typeparam name="T">The items.</typeparam>
public interface IAsyncObservable<T>
{
    /// <summary>
    /// Subscribes the grain on whose turn this runs, or the caller if it is no grain. Items sent afterwards arrive in
    /// order, one after another.
    /// </summary>
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer);

    /// <summary>As the other; memory streams do not rewind, so a token is refused.</summary>
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(
        IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null);
}

/// <summary>A stream by its identity. Streams exist always; nothing creates or removes them.</summary>
/// <typeparam name="T">The items.</typeparam>
public interface IAsyncStream<T> : IAsyncObserver<T>, IAsyncObservable<T>
{
    /// <summary>Whether one can subscribe from an earlier place.</summary>
    bool IsRewindable { get; }

    /// <summary>The provider's name.</summary>
    string ProviderName { get; }

    /// <summary>Which stream.</summary>
    StreamId StreamId { get; }

    /// <summary>Queues several items.</summary>
    Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null);

    /// <summary>The subscriptions of the grain on whose turn this runs, or of all callers that are no grains.</summary>
    Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles();
}

/// <summary>One subscription.</summary>
/// <typeparam name="T">The items.</typeparam>
public abstract class StreamSubscriptionHandle<T> : IEquatable<StreamSubscriptionHandle<T>>
{
    /// <summary>Which stream.</summary>
    public abstract StreamId StreamId { get; }

    /// <summary>The provider's name.</summary>
    public abstract string ProviderName { get; }

    /// <summary>Which subscription.</summary>
    public abstract Guid HandleId { get; }

    /// <summary>Ends the subscription; items that are queued for it are dropped.</summary>
    public abstract Task UnsubscribeAsync();

    /// <summary>Gives the subscription a new observer, as a fresh activation must: observers end with theirs.</summary>
    public abstract Task<StreamSubscriptionHandle<T>> ResumeAsync(
        IAsyncObserver<T> observer, StreamSequenceToken? token = null);

    /// <inheritdoc/>
    public bool Equals(StreamSubscriptionHandle<T>? other) => other is not null && other.HandleId == HandleId;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StreamSubscriptionHandle<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => HandleId.GetHashCode();
}

/// <summary>Gives streams.</summary>
public interface IStreamProvider
{
    /// <summary>The name that it was added under.</summary>
    string Name { get; }

    /// <summary>Whether one can subscribe from an earlier place.</summary>
    bool IsRewindable { get; }

    /// <summary>The stream of that identity.</summary>
    /// <typeparam name="T">The items.</typeparam>
    IAsyncStream<T> GetStream<T>(StreamId streamId);
}
