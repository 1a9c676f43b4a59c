using CostIntel.Domain.Encoding;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.UsageLog;

/// <summary>
/// The rows of the log as the writer sees them: one for each commit (or a few for a large one), whatever number of
/// partitions it served, so that appending touches one place of the file and not one for each partition. A row is dropped when every partition in it
/// has a checkpoint behind it. Used on the writer's thread only.
/// </summary>
internal sealed class LogRows
{
    // Rows stay below the size from which the runtime treats their bytes as long-lived.
    private const int RowBytesMax = 64 << 10;

    private readonly Queue<(long Id, (int Partition, long Offset)[] Entries)> _rows = new();
    private readonly Dictionary<int, long> _checkpoints = [];
    private readonly List<(int Partition, long Offset)> _open = [];
    private readonly ByteWriter _row = new();
    private long _transaction = -1;
    private long _lastId;
    private long _nextId;

    /// <summary>Takes over a row that was there at start.</summary>
    public void Restore(long id, IEnumerable<(int Partition, long Offset)> entries)
    {
        _rows.Enqueue((id, [.. entries]));
        _lastId = Math.Max(_lastId, id);
    }

    /// <summary>Takes over a checkpoint that was there at start.</summary>
    public void RestoreCheckpoint(int partition, long through) => _checkpoints[partition] = through;

    /// <summary>Adds an entry to the row of the open transaction.</summary>
    public void Append(SqlWriter writer, int partition, long offset, ReadOnlySpan<byte> payload)
    {
        if (_transaction != writer.Transaction)
        {
            _transaction = writer.Transaction;
            _nextId = _lastId + 1;
            Begin();
            writer.BeforeCommit(WriteRow);
        }
        else if (_row.Length + payload.Length > RowBytesMax)
        {
            WriteRow(writer);
            Begin();
        }

        _open.Add((partition, offset));
        LogRowCodec.Add(_row, partition, offset, payload);
    }

    /// <summary>Notes a checkpoint of the open transaction, and drops the rows that earlier ones have covered.</summary>
    public void Checkpoint(SqlWriter writer, int partition, long through)
    {
        writer.AfterCommit(() => _checkpoints[partition] = through);
        var covered = 0L;
        while (_rows.TryPeek(out var row) && IsCovered(row.Entries))
        {
            covered = row.Id;
            _rows.Dequeue();
        }

        if (covered > 0)
        {
            // Should this transaction fail, the rows are dropped with the next start: what they hold is in checkpoints.
            writer.Execute("DELETE FROM usage_log WHERE id <= @p0", covered);
        }
    }

    private bool IsCovered((int Partition, long Offset)[] entries)
    {
        foreach (var (partition, offset) in entries)
        {
            if (_checkpoints.GetValueOrDefault(partition) < offset)
            {
                return false;
            }
        }

        return true;
    }

    private void Begin()
    {
        _open.Clear();
        LogRowCodec.Begin(_row);
    }

    private void WriteRow(SqlWriter writer)
    {
        var id = _nextId++;
        writer.Execute("INSERT INTO usage_log (id, payload) VALUES (@p0, @p1)", id, _row.ToArray());
        (int, long)[] entries = [.. _open];
        writer.AfterCommit(() =>
        {
            _lastId = id;
            _rows.Enqueue((id, entries));
        });
    }
}
