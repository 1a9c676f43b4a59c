using System.Collections.Concurrent;
using System.Data.Common;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.UsageLog;

/// <summary>What a start finds in the log: read once for all partitions, as they share rows, and handed out.</summary>
internal sealed class LogRecovery
{
    private readonly Dictionary<int, long> _checkpoints = [];
    private readonly List<LogRowInfo> _rows = [];
    private readonly ConcurrentDictionary<int, List<LogRow>> _entries = new();
    private readonly ConcurrentDictionary<int, bool> _served = new();

    /// <summary>Rows that are there, ascending.</summary>
    public IReadOnlyList<LogRowInfo> Rows => _rows;

    /// <summary>Checkpoints by partition.</summary>
    public IReadOnlyDictionary<int, long> Checkpoints => _checkpoints;

    /// <summary>Reads the log.</summary>
    /// <exception cref="StorageException">A row is corrupt.</exception>
    public static LogRecovery Read(DbConnection connection)
    {
        var recovery = new LogRecovery();
        LogTables.ReadCheckpoints(connection, (partition, through) => recovery._checkpoints[partition] = through);
        LogTables.ReadRows(connection, recovery.Add);
        return recovery;
    }

    /// <summary>The entries of a partition that ask for the first time; false for one that had them.</summary>
    public bool TryTake(int partition, out IReadOnlyList<LogRow> entries)
    {
        var isFirst = Forget(partition, out var taken);
        entries = taken;
        return isFirst;
    }

    /// <summary>Notes that a partition has moved on from what the start has found.</summary>
    public void Forget(int partition)
    {
        if (!_served.ContainsKey(partition))
        {
            Forget(partition, out _);
        }
    }

    private bool Forget(int partition, out List<LogRow> entries)
    {
        var isFirst = _served.TryAdd(partition, true);
        entries = isFirst && _entries.TryRemove(partition, out var found) ? found : [];
        return isFirst;
    }

    private void Add(long id, byte[] payload, List<LogRowEntry> entries)
    {
        _rows.Add(new LogRowInfo(id, [.. entries.Select(entry => (entry.Partition, entry.Offset))], payload.Length));
        foreach (var (partition, offset, bytes) in entries)
        {
            if (offset > _checkpoints.GetValueOrDefault(partition))
            {
                _entries.GetOrAdd(partition, _ => []).Add(new LogRow(offset, bytes.ToArray()));
            }
        }
    }
}
