using Grpc.Core;
using Grpc.Framing;

namespace Grpc.AspNetCore.Server;

/// <summary>Ends a call from outside: at its deadline, or a stream when the server stops.</summary>
/// <remarks>
/// The handler sees its token cancelled; whether or not it heeds that, the caller is answered. The
/// request must not be finished before <see cref="DisposeAsync"/> returned: until then it may be in use.
/// </remarks>
internal sealed class CallLifetime : IAsyncDisposable
{
    private static readonly Status Late = new(StatusCode.DeadlineExceeded, "The deadline of the call has passed.");
    private static readonly Status Stopping = new(StatusCode.Unavailable, "The server is stopping.");

    private readonly Func<Status, Task> _end;
    private readonly Lock _gate = new();
    private CancellationTokenSource? _source;
    private CancellationTokenRegistration _stopping;
    private ITimer? _timer;
    private Task _interruption = Task.CompletedTask;
    private bool _finished;

    /// <param name="end">Answers the caller.</param>
    /// <param name="aborted">The caller went away.</param>
    public CallLifetime(Func<Status, Task> end, CancellationToken aborted)
    {
        _end = end;
        Token = aborted;
    }

    /// <summary>What the handler is to watch.</summary>
    public CancellationToken Token { get; private set; }

    /// <summary>Why the call was ended from outside; null while it was not.</summary>
    public Status? Reason { get; private set; }

    /// <summary>When the call must be over, in UTC.</summary>
    public DateTime Deadline { get; private set; } = DateTime.MaxValue;

    /// <summary>Starts watching. Without a timeout a short call needs none and costs none.</summary>
    public void Start(TimeSpan? timeout, bool streaming, CancellationToken stopping)
    {
        if (timeout is null && !streaming)
        {
            return;
        }

        _source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Token = _source.Token;
        if (timeout is { } time)
        {
            StartTimer(time);
        }

        if (streaming)
        {
            _stopping = stopping.UnsafeRegister(static call => ((CallLifetime)call!).Interrupt(Stopping), this);
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _finished = true;
        }

        if (_source is null)
        {
            return;
        }

        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }

        _stopping.Unregister();
        await _interruption;
        _source.Dispose();
    }

    private void StartTimer(TimeSpan time)
    {
        var clock = TimeProvider.System;
        var due = time < Timers.Longest ? time : Timers.Longest;
        Deadline = clock.GetUtcNow().UtcDateTime + due;
        _timer = clock.CreateTimer(
            static call => ((CallLifetime)call!).Interrupt(Late), this, due, Timeout.InfiniteTimeSpan);
    }

    private void Interrupt(Status reason)
    {
        lock (_gate)
        {
            if (!_finished && Reason is null)
            {
                Reason = reason;
                _interruption = Task.Run(() => InterruptAsync(reason));
            }
        }
    }

    private async Task InterruptAsync(Status reason)
    {
        // What listens to the token may block or fail; the caller is answered meanwhile.
        var cancelling = _source!.CancelAsync();
        await _end(reason);
        await cancelling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
