using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>An item, its place, and the request context of its producer, which travels as with a call.</summary>
internal readonly record struct StreamItem(
    object Value, StreamSequenceToken Token, Dictionary<string, object>? Context);

/// <summary>One consumer of a stream: its queue, and the pump that runs while that is not empty.</summary>
internal abstract partial class StreamSubscription(StreamHub hub, Guid id)
{
    private static readonly TimeSpan RetryFirst = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(5);

    private readonly Queue<StreamItem> _queue = new();
    private bool _isPumping;
    private bool _isRemoved;

    public Guid Id => id;

    public StreamHub Hub => hub;

    public virtual bool IsImplicit => false;

    public abstract bool BelongsTo(Activation? consumer);

    /// <summary>Sets the observer, for a grain that of one activation.</summary>
    public abstract void Attach(Activation? consumer, StreamHandler handler);

    /// <summary>Takes the observer away and drops what is queued.</summary>
    public virtual void Detach(Activation? consumer)
    {
        lock (_queue)
        {
            _queue.Clear();
            _isRemoved = !IsImplicit;
        }
    }

    public void Enqueue(StreamItem item)
    {
        lock (_queue)
        {
            _queue.Enqueue(item);
            if (!_isPumping)
            {
                _isPumping = true;
                ThreadPool.UnsafeQueueUserWorkItem(static one => _ = one.PumpAsync(), this, preferLocal: false);
            }
        }
    }

    protected abstract Task DeliverAsync(StreamItem item);

    private async Task PumpAsync()
    {
        while (TryDequeue(out var next))
        {
            await DeliverWithRetryAsync(next);
        }
    }

    private bool TryDequeue(out StreamItem next)
    {
        lock (_queue)
        {
            return _isPumping = _queue.TryDequeue(out next);
        }
    }

    private async Task DeliverWithRetryAsync(StreamItem item)
    {
        var time = hub.Provider.Silo.Time;
        var started = time.GetTimestamp();
        for (var wait = RetryFirst; ; wait = wait * 2 < RetryMax ? wait * 2 : RetryMax)
        {
            try
            {
                await DeliverAsync(item);
                return;
            }
            catch (Exception failure)
            {
                if (_isRemoved || hub.Provider.Silo.RefusesOutsiders
                    || time.GetElapsedTime(started) >= MemoryStreamProvider.RetryFor)
                {
                    LogDropped(hub.Provider.Log, failure, item.Token.SequenceNumber, hub.StreamId);
                    return;
                }
            }

            await Task.Delay(wait, time);
        }
    }

    [LoggerMessage(6040, LogLevel.Error, "Item {Number} of stream {StreamId} was dropped: its observer kept failing")]
    private static partial void LogDropped(ILogger logger, Exception failure, long number, StreamId streamId);
}

/// <summary>A consumer that is no grain: the observer is called directly.</summary>
internal sealed class ClientStreamSubscription(StreamHub hub, Guid id) : StreamSubscription(hub, id)
{
    private volatile StreamHandler? _handler;

    public override bool BelongsTo(Activation? consumer) => consumer is null;

    public override void Attach(Activation? consumer, StreamHandler handler) => _handler = handler;

    public override void Detach(Activation? consumer)
    {
        _handler = null;
        base.Detach(consumer);
    }

    protected override Task DeliverAsync(StreamItem item) =>
        _handler?.OnNextAsync(item.Value, item.Token) ?? Task.CompletedTask;
}
