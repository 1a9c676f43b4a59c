using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>How an activation comes up, when it ends and what happens to calls that find it ending.</summary>
internal sealed partial class Activation
{
    private Phase _phase;
    private EndWish _endWish;
    private int _lastUsed;
    private int _keepUntil;

    private enum Phase : byte
    {
        New,
        Activating,
        Active,
        Ending,
        Ended,
    }

    private enum EndWish : byte
    {
        None,

        /// <summary>End when nothing runs or waits; calls are still served until then.</summary>
        WhenDrained,

        /// <summary>End when nothing runs; calls that have not started go to the next activation.</summary>
        WhenNothingRuns,
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        if (ReferenceEquals(Current, this))
        {
            WishEnd(EndWish.WhenNothingRuns, deactivationReason);
        }
        else
        {
            TryPush(new EndItem(EndWish.WhenNothingRuns, deactivationReason));
        }
    }

    /// <summary>Serves what was sent so far and what that leads to, then ends.</summary>
    public void DeactivateWhenDrained(DeactivationReason reason) =>
        TryPush(new EndItem(EndWish.WhenDrained, reason));

    public void DelayCollection(TimeSpan time) => _keepUntil = Silo.Sweep + Silo.SweepsIn(time);

    /// <summary>Asks the activation to end if it has been idle too long. Called from the sweep's thread.</summary>
    public void CollectIfIdle(int sweep)
    {
        if (IsOld(sweep))
        {
            TryPush(new CollectItem(sweep));
        }
    }

    protected override void Attend()
    {
        var mayEnd = _phase == Phase.Active && _endWish switch
        {
            EndWish.WhenNothingRuns => !IsRunning,
            EndWish.WhenDrained => !IsOccupied,
            _ => false,
        };
        if (mayEnd)
        {
            _phase = Phase.Ending;
            _ = DeactivateAsync();
        }
        else
        {
            base.Attend();
        }
    }

    private bool IsOld(int sweep) =>
        sweep - _lastUsed >= Class.CollectionAgeInSweeps && sweep >= _keepUntil && _phase == Phase.Active;

    private void WishEnd(EndWish wish, DeactivationReason reason)
    {
        if (wish > _endWish)
        {
            _endWish = wish;
            Extras.Ending = reason;
        }

        NeedsAttention = true;
    }

    private async Task ActivateAsync()
    {
        try
        {
            _instance = Class.CreateInstance(this);
            if (_extras is { } extras)
            {
                await extras.ReadStatesAsync(Silo.Aborted);
            }

            await ((IGrainBase)_instance).OnActivateAsync(Silo.Aborted);
            _phase = Phase.Active;
            NeedsAttention = true;
        }
        catch (Exception failure)
        {
            LogActivationFailed(Silo.Log, failure, GrainId);
            await ReleaseAsync();
            End(request => request.Fail(failure));
        }
    }

    private async Task DeactivateAsync()
    {
        try
        {
            _extras?.StopTimers();
            using var limit = new CancellationTokenSource(Silo.DeactivationTimeout, Silo.Time);
            await using var abort = Silo.Aborted.UnsafeRegister(
                static source => ((CancellationTokenSource)source!).Cancel(), limit);
            await ((IGrainBase)Instance).OnDeactivateAsync(Extras.Ending, limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception failure)
        {
            LogDeactivationFailed(Silo.Log, failure, GrainId);
        }

        await ReleaseAsync();
        End(Forward);
    }

    private async ValueTask ReleaseAsync()
    {
        try
        {
            _extras?.StopTimers();
            if (_instance is IAsyncDisposable asyncDisposable)
            {
                await asyncDisposable.DisposeAsync();
            }
            else
            {
                (_instance as IDisposable)?.Dispose();
            }

            if (_scope is IAsyncDisposable scope)
            {
                await scope.DisposeAsync();
            }
        }
        catch (Exception failure)
        {
            LogDeactivationFailed(Silo.Log, failure, GrainId);
        }
    }

    // The directory forgets this activation before its mailbox closes: whoever finds it closed finds the next one.
    // The mailbox closes before anybody is answered: whoever calls again on that answer reaches the next one.
    private void End(Action<GrainRequest> settle)
    {
        _phase = Phase.Ended;
        Class.Forget(this);
        var queued = Close();
        SettleAll(TakeAllWaiting(), settle);
        SettleAll(queued, settle);
        (_instance, _scope) = (null, null);
        _extras?.Deactivated.TrySetResult();
    }

    private static void SettleAll(MailboxItem? first, Action<GrainRequest> settle)
    {
        for (var item = first; item is not null;)
        {
            var next = item.Next;
            item.Next = null;
            if (item is GrainRequest request)
            {
                settle(request);
            }
            else if (item is PostedCallback callback)
            {
                ThreadPool.UnsafeQueueUserWorkItem(callback, preferLocal: false);
            }

            item = next;
        }
    }

    private void Forward(GrainRequest request)
    {
        if (!request.Method.Has(GrainMethodOptions.BoundToActivation))
        {
            Class.Push(Key, request);
        }
    }

    [LoggerMessage(6001, LogLevel.Warning, "{GrainId} could not be activated; the calls that waited fail with it")]
    private static partial void LogActivationFailed(ILogger logger, Exception failure, GrainId grainId);

    [LoggerMessage(6002, LogLevel.Error, "{GrainId} failed while it was deactivated; it ends all the same")]
    private static partial void LogDeactivationFailed(ILogger logger, Exception failure, GrainId grainId);

    private sealed class EndItem(EndWish wish, DeactivationReason reason) : MailboxItem
    {
        internal override void Run(Mailbox mailbox) => ((Activation)mailbox).WishEnd(wish, reason);
    }

    private sealed class CollectItem(int sweep) : MailboxItem
    {
        internal override void Run(Mailbox mailbox)
        {
            var activation = (Activation)mailbox;
            if (activation.IsOld(sweep) && !activation.IsOccupied)
            {
                activation.WishEnd(EndWish.WhenNothingRuns, new DeactivationReason(
                    DeactivationReasonCode.ActivationIdle, "Nobody called for longer than the collection age."));
            }
        }
    }
}
