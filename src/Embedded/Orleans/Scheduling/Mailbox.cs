namespace Orleans.Runtime;

/// <summary>
/// A queue whose items run one after another on the thread pool. It is the synchronization context of what it runs, so
/// an await inside comes back to it.
/// </summary>
/// <remarks>
/// Producers push onto a lock-free stack; the worker takes the whole stack and turns it round. The stack's head tells
/// the state: null is idle, <see cref="Working"/> is a worker with nothing more to take, <see cref="Closed"/> is final.
/// Whoever replaces null schedules the worker, so there is never more than one.
/// </remarks>
internal abstract class Mailbox : SynchronizationContext, IThreadPoolWorkItem
{
    private const int ItemsBeforeClockIsRead = 64;
    private const long WorkerQuantumMs = 20;

    private static readonly MailboxItem Working = new Sentinel();
    private static readonly MailboxItem Closed = new Sentinel();

    private MailboxItem? _inbox;
    private MailboxItem? _batch;

    /// <summary>Set on a turn when more is to be done than the queue says; <see cref="Attend"/> does it.</summary>
    protected bool NeedsAttention { get; set; }

    /// <summary>Whether anything is queued or running; may be outdated at once.</summary>
    protected bool HasWork => Volatile.Read(ref _inbox) is not null;

    /// <summary>Queues an item. False: the mailbox is closed and the item was not taken.</summary>
    public bool TryPush(MailboxItem item)
    {
        var seen = Volatile.Read(ref _inbox);
        while (!ReferenceEquals(seen, Closed))
        {
            item.Next = seen;
            var found = Interlocked.CompareExchange(ref _inbox, item, seen);
            if (ReferenceEquals(found, seen))
            {
                if (seen is null)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
                }

                return true;
            }

            seen = found;
        }

        return false;
    }

    /// <summary>Queues a continuation; one that comes after the end still runs, on the pool.</summary>
    public override void Post(SendOrPostCallback d, object? state)
    {
        var item = new PostedCallback(d, state);
        if (!TryPush(item))
        {
            ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);
        }
    }

    /// <summary>Refused: waiting for a turn would block a thread, and on the own turn would never end.</summary>
    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Nothing may wait synchronously for a grain's turn.");

    public override SynchronizationContext CreateCopy() => this;

    void IThreadPoolWorkItem.Execute()
    {
        SetSynchronizationContext(this);
        try
        {
            if (!RunUntilIdle())
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false); // behind what waits, to be fair
            }
        }
        finally
        {
            SetSynchronizationContext(null);
        }
    }

    /// <summary>Does one piece of pending work and leaves <see cref="NeedsAttention"/> set if there is more.</summary>
    protected abstract void Attend();

    /// <summary>An item threw; items are expected to handle their own failures.</summary>
    protected abstract void OnItemFailed(Exception failure);

    /// <summary>Closes the mailbox for good and gives back what was queued, first in first, linked by Next.</summary>
    protected MailboxItem? Close()
    {
        var rest = InOrder(Interlocked.Exchange(ref _inbox, Closed));
        if (_batch is not { } first)
        {
            return rest;
        }

        var last = first;
        while (last.Next is { } next)
        {
            last = next;
        }

        (last.Next, _batch) = (rest, null);
        return first;
    }

    /// <summary>Visits queued items from another thread; may miss some or see others, up to the limit.</summary>
    protected void PeekQueued(Action<MailboxItem> visit, int limit)
    {
        Peek(Volatile.Read(ref _inbox), visit, limit);
        Peek(Volatile.Read(ref _batch), visit, limit);
    }

    /// <summary>Visits a chain of linked items, never more than the limit.</summary>
    protected static void Peek(MailboxItem? first, Action<MailboxItem> visit, int limit)
    {
        for (var item = first; item is not null && limit > 0; item = item.Next, limit--)
        {
            visit(item);
        }
    }

    private static MailboxItem? InOrder(MailboxItem? newest)
    {
        MailboxItem? oldest = null;
        while (newest is not null and not Sentinel)
        {
            var next = newest.Next;
            newest.Next = oldest;
            (oldest, newest) = (newest, next);
        }

        return oldest;
    }

    private bool RunUntilIdle()
    {
        var clean = ExecutionContext.Capture();
        var until = Environment.TickCount64 + WorkerQuantumMs;
        for (var count = 1; ; count++)
        {
            if (!RunOne())
            {
                return true;
            }

            if (!ReferenceEquals(ExecutionContext.Capture(), clean) && clean is not null)
            {
                ExecutionContext.Restore(clean); // what one call set in its flow is not the next call's
            }

            if (count % ItemsBeforeClockIsRead == 0 && Environment.TickCount64 >= until)
            {
                return false;
            }
        }
    }

    private bool RunOne()
    {
        try
        {
            if (NeedsAttention)
            {
                Attend();
            }
            else if (Take() is { } item)
            {
                item.Run(this);
            }
            else
            {
                return !TryGoIdle();
            }
        }
        catch (Exception failure)
        {
            OnItemFailed(failure);
        }

        return true;
    }

    private MailboxItem? Take()
    {
        if (_batch is null)
        {
            var seen = Volatile.Read(ref _inbox);
            if (ReferenceEquals(seen, Working) || ReferenceEquals(seen, Closed))
            {
                return null;
            }

            _batch = InOrder(Interlocked.Exchange(ref _inbox, Working));
        }

        var item = _batch;
        if (item is not null)
        {
            (_batch, item.Next) = (item.Next, null);
        }

        return item;
    }

    private bool TryGoIdle()
    {
        var found = Interlocked.CompareExchange(ref _inbox, null, Working);
        return ReferenceEquals(found, Working) || ReferenceEquals(found, Closed);
    }

    private sealed class Sentinel : MailboxItem
    {
        internal override void Run(Mailbox mailbox) => throw new InvalidOperationException("A sentinel never runs.");
    }
}
