using System.Diagnostics.Metrics;
using CostIntel.Domain.Encoding;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.UsageLog;

/// <summary>
/// The rows of the log as the writer sees them: one for each commit (or a few for a large one), whatever number of
/// partitions it served, so that appending touches one place of the file and not one for each partition. A row is
/// dropped when every partition in it has a checkpoint behind it. Used on the writer's thread only; what it remembers
/// changes with commits, never before.
/// </summary>
internal sealed class LogRows
{
    // Rows stay below the size from which the runtime treats their bytes, when they are read, as long-lived.
    private const int RowBytesMax = 64 << 10;

    // Dropping costs a visit to each page: a commit that drops everything at once would make the others wait.
    private const int DroppedBytesMax = 64 << 20;

    private static readonly Meter Meter = new(SqlCommitQueue.MeterName);
    private static readonly UpDownCounter<long> LogBytes = Meter.CreateUpDownCounter<long>(
        "costintel_storage_log_bytes", description: "Bytes of usage log that no checkpoint has cut off.");

    private readonly Queue<LogRowInfo> _rows = new();
    private readonly Dictionary<int, long> _checkpoints = [];
    private readonly Dictionary<int, long> _last = [];
    private readonly OpenTransaction _open = new();
    private bool _hasMoreToDrop;
    private long _lastId;
    private long _bytes;

    /// <summary>Bytes of the rows that are kept. May be read on any thread.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Takes over what was there at start.</summary>
    public void Restore(IEnumerable<LogRowInfo> rows, IReadOnlyDictionary<int, long> checkpoints)
    {
        foreach (var (partition, through) in checkpoints)
        {
            NoteCheckpoint(partition, through);
        }

        foreach (var row in rows)
        {
            Keep(row);
        }
    }

    /// <summary>Adds an entry to the row of the open transaction.</summary>
    /// <exception cref="StorageException">The partition has that entry, or lacks the one before.</exception>
    public void Append(SqlWriter writer, int partition, long offset, ReadOnlySpan<byte> payload)
    {
        Join(writer);

        // Of two activations that take themselves for the same partition, only the one that knows the log can write.
        var last = _open.Last.GetValueOrDefault(partition, _last.GetValueOrDefault(partition));
        if (offset != last + 1)
        {
            throw new StorageException(
                $"Entry {offset} of partition {partition} cannot follow entry {last}; somebody else writes to it.");
        }

        if (_open.Entries.Count > 0 && _open.Payload.Length + payload.Length > RowBytesMax)
        {
            WriteRow(writer);
        }

        _open.Last[partition] = offset;
        _open.Entries.Add((partition, offset));
        LogRowCodec.Add(_open.Payload, partition, offset, payload);
    }

    /// <summary>Notes a checkpoint of the open transaction; it drops the rows that nobody needs then.</summary>
    public void Checkpoint(SqlWriter writer, int partition, long through)
    {
        Join(writer);
        _open.Checkpoints[partition] = through;
    }

    private void Join(SqlWriter writer)
    {
        if (_open.Number != writer.Transaction)
        {
            _open.Start(writer.Transaction);
            writer.BeforeCommit(Finish);
        }
    }

    private void Finish(SqlWriter writer)
    {
        if (_open.Entries.Count > 0)
        {
            WriteRow(writer);
        }

        var covered = FindCovered();
        if (covered > 0)
        {
            writer.Execute("DELETE FROM usage_log WHERE id <= @p0", covered);
        }

        writer.AfterCommit(() => Settle(covered));
    }

    private void WriteRow(SqlWriter writer)
    {
        var row = _open.TakeRow(_lastId);
        writer.ExecuteBlob(
            "INSERT INTO usage_log (id, payload) VALUES (@p0, @p1)", _open.Payload.WrittenSpan, row.Id);
        LogRowCodec.Begin(_open.Payload);
    }

    /// <summary>The id up to which rows can be dropped; 0 for none.</summary>
    private long FindCovered()
    {
        var covered = 0L;
        if (_open.Checkpoints.Count == 0 && !_hasMoreToDrop)
        {
            return covered;
        }

        var bytes = 0L;
        _hasMoreToDrop = false;
        foreach (var row in _rows)
        {
            _hasMoreToDrop = bytes >= DroppedBytesMax;
            if (_hasMoreToDrop || !IsCovered(row.Entries))
            {
                break;
            }

            covered = row.Id;
            bytes += row.Bytes;
        }

        return covered;
    }

    private bool IsCovered((int Partition, long Offset)[] entries)
    {
        foreach (var (partition, offset) in entries)
        {
            var committed = _checkpoints.GetValueOrDefault(partition);
            if (_open.Checkpoints.GetValueOrDefault(partition, committed) < offset)
            {
                return false;
            }
        }

        return true;
    }

    private void Settle(long covered)
    {
        foreach (var (partition, through) in _open.Checkpoints)
        {
            NoteCheckpoint(partition, through);
        }

        while (_rows.TryPeek(out var row) && row.Id <= covered)
        {
            Count(-_rows.Dequeue().Bytes);
        }

        _open.Rows.ForEach(Keep);
    }

    private void NoteCheckpoint(int partition, long through)
    {
        _checkpoints[partition] = through;
        Advance(partition, through);
    }

    private void Keep(LogRowInfo row)
    {
        _rows.Enqueue(row);
        _lastId = row.Id;
        Count(row.Bytes);
        foreach (var (partition, offset) in row.Entries)
        {
            Advance(partition, offset);
        }
    }

    private void Advance(int partition, long offset) =>
        _last[partition] = Math.Max(_last.GetValueOrDefault(partition), offset);

    private void Count(long bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        LogBytes.Add(bytes);
    }

    /// <summary>What the open transaction adds; forgotten if it fails.</summary>
    private sealed class OpenTransaction
    {
        public long Number { get; private set; } = -1;

        public Dictionary<int, long> Last { get; } = [];

        public Dictionary<int, long> Checkpoints { get; } = [];

        public List<(int Partition, long Offset)> Entries { get; } = [];

        public ByteWriter Payload { get; } = new();

        public List<LogRowInfo> Rows { get; } = [];

        public void Start(long number)
        {
            Number = number;
            Last.Clear();
            Checkpoints.Clear();
            Entries.Clear();
            Rows.Clear();
            LogRowCodec.Begin(Payload);
        }

        public LogRowInfo TakeRow(long lastId)
        {
            var row = new LogRowInfo(lastId + Rows.Count + 1, [.. Entries], Payload.Length);
            Rows.Add(row);
            Entries.Clear();
            return row;
        }
    }
}

/// <summary>What is remembered of a row: its entries without their payloads.</summary>
internal readonly record struct LogRowInfo(long Id, (int Partition, long Offset)[] Entries, int Bytes);
