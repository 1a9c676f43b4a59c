using CostIntel.Grains.Accounts;
using CostIntel.Grains.Cubes;
using CostIntel.Grains.Resources;
using CostIntel.Storage.Sql;

namespace CostIntel.Grains.Partitions;

/// <content>Checkpoints: first the grains' snapshots, then the truncation of the log that they cover.</content>
public sealed partial class IngestPartitionGrain
{
    private async Task CheckpointOnceAsync()
    {
        var through = _dispatcher.Dispatched;
        if (through <= _checkpointed)
        {
            return;
        }

        try
        {
            foreach (var window in SnapshotCalls(through).ToList().Chunk(_options.CallsInFlightMax))
            {
                await Task.WhenAll(window.Select(call => call()));
            }

            var producers = _counted.Encode();
            await _log.CheckpointAsync(through, producers, _eventIds.KeepAfter, CancellationToken.None);
            Trim(through);
            (_checkpointed, _checkpointUtc) = (through, _time.GetUtcNow());
        }
        catch (StorageException failure) when (failure.IsLeaseLost)
        {
            OnJournalFailure(failure);
        }
        catch (Exception failure)
        {
            // Nothing is lost: the log still has what the snapshots lack, and the next checkpoint tries again.
            LogCheckpointFailed(_logger, _partition, failure);
        }
    }

    private IEnumerable<Func<Task>> SnapshotCalls(long through)
    {
        foreach (var slot in _tail.Resources)
        {
            var grain = GrainFactory.GetGrain<IResourceGrain>(slot.Key);
            yield return () => grain.CheckpointAsync(through);
        }

        foreach (var slot in _tail.Accounts)
        {
            var grain = GrainFactory.GetGrain<IAccountGrain>(slot.Key);
            yield return () => grain.CheckpointAsync(_partition, through);
        }

        foreach (var slot in _tail.Cubes)
        {
            var grain = GrainFactory.GetGrain<ICostCubeGrain>(slot.Key);
            yield return () => grain.CheckpointAsync(_partition, through);
        }
    }

    private void Trim(long through)
    {
        var bytes = 0L;
        while (_entrySizes.TryPeek(out var entry) && entry.Offset <= through)
        {
            bytes += entry.Bytes;
            _entrySizes.Dequeue();
        }

        _tail.TrimThrough(through, bytes);
    }
}
