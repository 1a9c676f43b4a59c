using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>
/// Streams in memory. A producer's task completes when its item is queued; each subscription then gets the items in
/// order, one after another, and an item whose observer fails again until <see cref="RetryFor"/> has passed. Items
/// and explicit subscriptions do not survive the process; an item that finds no subscription is gone.
/// </summary>
internal sealed class MemoryStreamProvider(string name, Silo silo, ILogger<MemoryStreamProvider> log) : IStreamProvider
{
    private readonly ConcurrentDictionary<StreamId, StreamHub> _hubs = new();
    private int _subscriptions;

    /// <summary>How long the delivery of one item is tried.</summary>
    public static TimeSpan RetryFor { get; } = TimeSpan.FromMinutes(1);

    public string Name => name;

    public bool IsRewindable => false;

    public Silo Silo => silo;

    public ILogger Log => log;

    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new MemoryStream<T>(this, streamId);

    public StreamHub Hub(StreamId streamId) => _hubs.GetOrAdd(streamId, id => new StreamHub(this, id));

    public Guid NextSubscriptionId() => new(Interlocked.Increment(ref _subscriptions), 0, 0, new byte[8]);
}
