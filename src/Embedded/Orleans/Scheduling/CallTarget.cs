namespace Orleans.Runtime;

/// <summary>A mailbox that takes calls and decides which may run beside which.</summary>
/// <remarks>
/// A call that does not complete in its first turn is <em>running</em> until it does. Ordinary calls wait while any
/// other ordinary or read-only call runs; read-only calls run beside one another; always-interleaved ones beside
/// anything; in a reentrant target all do. What may not start waits here in the order of arrival.
/// </remarks>
internal abstract class CallTarget : Mailbox
{
    private const int PeekLimit = 1 << 16;

    private GrainRequest? _current;
    private GrainRequest? _running;
    private GrainRequest? _firstWaiting;
    private GrainRequest? _lastWaiting;
    private int _runningCount;
    private int _blockingCount;
    private int _readOnlyCount;

    protected CallTarget(Silo silo) => Silo = silo;

    public Silo Silo { get; }

    /// <summary>The object whose methods are called.</summary>
    public abstract object Instance { get; }

    public abstract GrainId Id { get; }

    /// <summary>Whether calls pass through filters first.</summary>
    public virtual bool IsFiltered => false;

    protected abstract bool IsReentrant { get; }

    /// <summary>False while calls must wait whatever else runs: before activation and from deactivation on.</summary>
    protected abstract bool IsOpen { get; }

    protected bool IsRunning => _runningCount > 0;

    /// <summary>Whether calls run or wait; what is still in the mailbox does not count.</summary>
    protected bool IsOccupied => _runningCount > 0 || _firstWaiting is not null;

    /// <summary>Takes a call from the mailbox: starts it or lets it wait.</summary>
    internal virtual void Accept(GrainRequest request)
    {
        if (IsOpen && MayStart(request))
        {
            Start(request);
        }
        else
        {
            Wait(request);
        }
    }

    /// <summary>A running call has completed; what waited for that starts when the present turn is over.</summary>
    internal virtual void OnCompleted(GrainRequest request)
    {
        Unlink(request);
        _runningCount--;
        Count(request, -1);
        NeedsAttention = true;
    }

    /// <summary>Gives callers that waited too long their TimeoutException. Called from the sweep's thread.</summary>
    internal void ExpireOverdue(int sweep)
    {
        if (HasWork || Volatile.Read(ref _running) is not null || Volatile.Read(ref _firstWaiting) is not null)
        {
            ExpireAll(sweep);
        }
    }

    protected override void Attend()
    {
        if (IsOpen && TakeWaiting() is { } request)
        {
            Start(request);
        }
        else
        {
            NeedsAttention = false;
        }
    }

    /// <summary>Takes every waiting call away, linked by Next.</summary>
    protected GrainRequest? TakeAllWaiting()
    {
        var first = _firstWaiting;
        (_firstWaiting, _lastWaiting) = (null, null);
        return first;
    }

    /// <summary>A call left with an exception, before its caller learns of it.</summary>
    internal virtual void OnCallFailed(GrainRequest request, Exception failure)
    {
    }

    private void ExpireAll(int sweep)
    {
        void Visit(MailboxItem item) => (item as GrainRequest)?.ExpireIfOverdue(this, sweep);
        if (Volatile.Read(ref _current) is { } current)
        {
            Visit(current);
        }

        Peek(Volatile.Read(ref _running), Visit, PeekLimit);
        Peek(Volatile.Read(ref _firstWaiting), Visit, PeekLimit);
        PeekQueued(Visit, PeekLimit);
    }

    private bool MayStart(GrainRequest request) =>
        _blockingCount == 0
        || IsReentrant
        || request.Method.Has(GrainMethodOptions.AlwaysInterleave)
        || (_readOnlyCount == _blockingCount && request.Method.Has(GrainMethodOptions.ReadOnly));

    private void Start(GrainRequest request)
    {
        Volatile.Write(ref _current, request);
        var goesOn = !request.Start(this);
        if (goesOn)
        {
            Link(request);
            _runningCount++;
            Count(request, 1);
        }

        _current = null; // only now, so that the sweep finds the call in one place or the other
        if (goesOn)
        {
            request.CompleteLater();
        }
    }

    private void Count(GrainRequest request, int by)
    {
        if (!request.Method.Has(GrainMethodOptions.AlwaysInterleave))
        {
            _blockingCount += by;
            _readOnlyCount += request.Method.Has(GrainMethodOptions.ReadOnly) ? by : 0;
        }
    }

    private void Wait(GrainRequest request)
    {
        request.Next = null;
        if (_lastWaiting is null)
        {
            _firstWaiting = request;
        }
        else
        {
            _lastWaiting.Next = request;
        }

        _lastWaiting = request;
    }

    private GrainRequest? TakeWaiting()
    {
        GrainRequest? before = null;
        for (var request = _firstWaiting; request is not null; request = (GrainRequest?)request.Next)
        {
            if (MayStart(request))
            {
                RemoveWaiting(before, request);
                return request;
            }

            if (_readOnlyCount != _blockingCount)
            {
                return null; // an ordinary call runs: whatever may run beside that never waited
            }

            before = request;
        }

        return null;
    }

    private void RemoveWaiting(GrainRequest? before, GrainRequest request)
    {
        var next = (GrainRequest?)request.Next;
        if (before is null)
        {
            _firstWaiting = next;
        }
        else
        {
            before.Next = next;
        }

        if (ReferenceEquals(_lastWaiting, request))
        {
            _lastWaiting = before;
        }

        request.Next = null;
    }

    private void Link(GrainRequest request)
    {
        request.Next = _running;
        request.Previous = null;
        if (_running is { } first)
        {
            first.Previous = request;
        }

        _running = request;
    }

    private void Unlink(GrainRequest request)
    {
        var next = (GrainRequest?)request.Next;
        if (request.Previous is { } before)
        {
            before.Next = next;
        }
        else
        {
            _running = next;
        }

        if (next is not null)
        {
            next.Previous = request.Previous;
        }

        (request.Next, request.Previous) = (null, null);
    }
}
