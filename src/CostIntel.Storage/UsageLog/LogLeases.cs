using CostIntel.Storage.Sql;

namespace CostIntel.Storage.UsageLog;

/// <summary>
/// How often each partition has been opened. Used on the writer's thread only; in memory is enough, since only one
/// process has the file.
/// </summary>
internal sealed class LogLeases
{
    private readonly Dictionary<int, long> _epochs = [];

    /// <summary>Raises the epoch of a partition.</summary>
    public long Raise(int partition) => _epochs[partition] = _epochs.GetValueOrDefault(partition) + 1;

    /// <exception cref="StorageException">The partition has been opened since.</exception>
    public void Check(int partition, long epoch)
    {
        if (_epochs.GetValueOrDefault(partition) != epoch)
        {
            throw StorageException.LeaseLost(partition);
        }
    }
}
