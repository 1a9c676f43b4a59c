using CostIntel.Domain.Partitions;
using CostIntel.Grains.Accounts;
using CostIntel.Grains.Cubes;
using CostIntel.Grains.Resources;

namespace CostIntel.Grains.Partitions;

/// <summary>
/// Hands the tail of the log to the grains it belongs to, round by round: while one round is under way the next one
/// grows, so that under load each grain gets many charges in one call. A round that fails, because a grain's process has
/// gone for example, comes again as a whole. Runs in its grain's turns only.
/// </summary>
internal sealed class PartitionDispatcher(
    int partition,
    PartitionTail tail,
    IGrainFactory grains,
    TimeProvider time,
    PartitionOptions options,
    Action<Exception> onFailure)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(5);

    private readonly List<(long Offset, TaskCompletionSource Reached)> _waiters = [];
    private readonly List<Task> _calls = [];
    private TaskCompletionSource _hurry = new();
    private long _durable;
    private long _dispatchedBytes;
    private long _durableBytes;
    private bool _isRunning;
    private bool _isStopped;

    /// <summary>Offset up to which charges were handed over.</summary>
    public long Dispatched { get; private set; }

    /// <summary>Bytes of charges that wait to be handed over.</summary>
    public long UndispatchedBytes => _durableBytes - _dispatchedBytes;

    /// <summary>Starts behind what a checkpoint covers.</summary>
    public void StartAt(long offset) => (Dispatched, _durable) = (offset, offset);

    /// <summary>Says that the tail has grown to an offset.</summary>
    public void Notify(long durable, long bytes)
    {
        _durable = durable;
        _durableBytes += bytes;
        if (!_isRunning)
        {
            _isRunning = true;
            _ = RunAsync();
        }
    }

    /// <summary>Completes when charges up to the offset were handed over, which is then done without delay.</summary>
    public Task WaitForAsync(long offset)
    {
        if (Dispatched >= offset)
        {
            return Task.CompletedTask;
        }

        var reached = new TaskCompletionSource();
        _waiters.Add((offset, reached));
        _hurry.TrySetResult();
        return reached.Task;
    }

    /// <summary>Hands nothing more over: another activation will. Who waits hears of it.</summary>
    public void Stop()
    {
        _isStopped = true;
        _waiters.ForEach(waiter => waiter.Reached.SetException(
            new TimeoutException($"Partition {partition} has moved before its charges were handed over.")));
        _waiters.Clear();
    }

    private async Task RunAsync()
    {
        var retry = FirstRetry;
        while (Dispatched < _durable && !_isStopped)
        {
            var (target, bytes) = (_durable, _durableBytes);
            var isBusy = bytes - _dispatchedBytes > options.BusyRoundBytes;
            try
            {
                await DispatchAsync();
            }
            catch (Exception failure)
            {
                onFailure(failure);
                await Task.Delay(retry, time);
                retry = TimeSpan.FromTicks(Math.Min(LastRetry.Ticks, retry.Ticks * 2));
                tail.Rewind(Dispatched);
                continue;
            }

            (Dispatched, _dispatchedBytes, retry) = (target, bytes, FirstRetry);
            ReleaseWaiters();
            if (isBusy && _waiters.Count == 0)
            {
                await PauseAsync();
            }
        }

        _isRunning = false;
    }

    private async Task DispatchAsync()
    {
        _calls.Clear();
        foreach (var slot in tail.Resources.Where(slot => slot.HasUndispatched))
        {
            var grain = (IResourceGrain)(slot.Handle ??= grains.GetGrain<IResourceGrain>(slot.Key));
            _calls.Add(grain.ApplyAsync(new ResourceCharges(slot.TakeUndispatched())));
        }

        foreach (var slot in tail.Accounts.Where(slot => slot.HasUndispatched))
        {
            var grain = (IAccountGrain)(slot.Handle ??= grains.GetGrain<IAccountGrain>(slot.Key));
            _calls.Add(grain.ApplyAsync(new AccountCharges(partition, slot.TakeUndispatched())));
        }

        foreach (var slot in tail.Cubes.Where(slot => slot.HasUndispatched))
        {
            var grain = (ICostCubeGrain)(slot.Handle ??= grains.GetGrain<ICostCubeGrain>(slot.Key));
            _calls.Add(grain.ApplyAsync(new CubeCharges(partition, slot.TakeUndispatched())));
        }

        await Task.WhenAll(_calls);
    }

    /// <summary>Lets a busy partition gather more for the next round, unless somebody waits for it.</summary>
    private async Task PauseAsync()
    {
        _hurry = new TaskCompletionSource();
        using var cancel = new CancellationTokenSource();
        await Task.WhenAny(_hurry.Task, Task.Delay(options.BusyRoundInterval, time, cancel.Token));
        await cancel.CancelAsync();
    }

    private void ReleaseWaiters()
    {
        for (var i = _waiters.Count - 1; i >= 0; i--)
        {
            if (_waiters[i].Offset <= Dispatched)
            {
                _waiters[i].Reached.SetResult();
                _waiters.RemoveAt(i);
            }
        }
    }
}
