using CostIntel.Domain.Partitions;
using CostIntel.Grains.Accounts;
using CostIntel.Grains.Cubes;
using CostIntel.Grains.Resources;

namespace CostIntel.Grains.Partitions;

/// <summary>
/// Hands the tail of the log to the grains it belongs to, round by round: while one round is under way the next one
/// grows, so that under load each grain gets many charges in one call. Runs in its grain's turns only.
/// </summary>
internal sealed class PartitionDispatcher(
    int partition,
    PartitionTail tail,
    IGrainFactory grains,
    TimeProvider time,
    PartitionOptions options,
    Func<Exception, Task> onFailure)
{
    private readonly List<(long Offset, TaskCompletionSource Reached)> _waiters = [];
    private readonly List<Task> _calls = [];
    private TaskCompletionSource _hurry = new();
    private long _durable;
    private long _dispatchedBytes;
    private long _durableBytes;
    private bool _isRunning;

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

    private async Task RunAsync()
    {
        while (Dispatched < _durable)
        {
            var (target, bytes) = (_durable, _durableBytes);
            var isBusy = bytes - _dispatchedBytes > options.BusyRoundBytes;
            try
            {
                await DispatchAsync();
            }
            catch (Exception failure)
            {
                await onFailure(failure);
                _isRunning = false;
                return;
            }

            (Dispatched, _dispatchedBytes) = (target, bytes);
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

        var round = Task.WhenAll(_calls);
        _calls.Clear();
        await round;
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
