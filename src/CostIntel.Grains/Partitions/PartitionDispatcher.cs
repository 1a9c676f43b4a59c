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
    int callsInFlightMax,
    Func<Exception, Task> onFailure)
{
    private readonly List<(long Offset, TaskCompletionSource Reached)> _waiters = [];
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

    /// <summary>Completes when charges up to the offset were handed over.</summary>
    public Task WaitForAsync(long offset)
    {
        if (Dispatched >= offset)
        {
            return Task.CompletedTask;
        }

        var reached = new TaskCompletionSource();
        _waiters.Add((offset, reached));
        return reached.Task;
    }

    private async Task RunAsync()
    {
        while (Dispatched < _durable)
        {
            var (target, bytes) = (_durable, _durableBytes);
            try
            {
                await DispatchAsync(TakeRound());
            }
            catch (Exception failure)
            {
                await onFailure(failure);
                _isRunning = false;
                return;
            }

            (Dispatched, _dispatchedBytes) = (target, bytes);
            ReleaseWaiters();
        }

        _isRunning = false;
    }

    private List<Func<Task>> TakeRound()
    {
        var calls = new List<Func<Task>>();
        foreach (var slot in tail.Resources)
        {
            if (slot.HasUndispatched)
            {
                var charges = new ResourceCharges(slot.TakeUndispatched());
                var grain = (IResourceGrain)(slot.Handle ??= grains.GetGrain<IResourceGrain>(slot.Key));
                calls.Add(() => grain.ApplyAsync(charges));
            }
        }

        foreach (var slot in tail.Accounts)
        {
            if (slot.HasUndispatched)
            {
                var charges = new AccountCharges(partition, slot.TakeUndispatched());
                var grain = (IAccountGrain)(slot.Handle ??= grains.GetGrain<IAccountGrain>(slot.Key));
                calls.Add(() => grain.ApplyAsync(charges));
            }
        }

        foreach (var slot in tail.Cubes)
        {
            if (slot.HasUndispatched)
            {
                var charges = new CubeCharges(partition, slot.TakeUndispatched());
                var grain = (ICostCubeGrain)(slot.Handle ??= grains.GetGrain<ICostCubeGrain>(slot.Key));
                calls.Add(() => grain.ApplyAsync(charges));
            }
        }

        return calls;
    }

    private async Task DispatchAsync(List<Func<Task>> calls)
    {
        foreach (var window in calls.Chunk(callsInFlightMax))
        {
            await Task.WhenAll(window.Select(call => call()));
        }
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
