using System.Data.Common;
using System.Globalization;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.UsageLog;

/// <summary>
/// The usage log in SQL tables. Entries share a row with all others of their commit; other rows have as id their
/// partition and, in the lower 40 bits, their number.
/// </summary>
public sealed class SqlUsageLog(SqlDatabase database, SqlCommitQueue queue) : IUsageLog
{
    private const int OffsetBits = 40;

    private readonly LogRows _rows = new();
    private readonly Lock _gate = new();
    private Task<LogRecovery>? _recovery;

    /// <inheritdoc/>
    public long TailBytes => _rows.Bytes;

    /// <inheritdoc/>
    public async Task AppendAsync(
        int partition,
        long offset,
        ReadOnlyMemory<byte> payload,
        ReadOnlyMemory<byte> eventIds,
        CancellationToken cancellation)
    {
        (await RecoverAsync(cancellation)).Forget(partition);
        await queue.EnqueueAsync(new Append(_rows, partition, offset, payload, eventIds), cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LogRow>> ReadAfterAsync(int partition, long offset, CancellationToken cancellation)
    {
        if (!(await RecoverAsync(cancellation)).TryTake(partition, out var entries))
        {
            entries = await database.ReadAsync(connection => ReadEntries(connection, partition), cancellation);
        }

        return [.. entries.Where(entry => entry.Offset > offset)];
    }

    /// <inheritdoc/>
    public Task<PartitionCheckpoint> ReadCheckpointAsync(int partition, CancellationToken cancellation) =>
        database.ReadAsync(connection => LogTables.ReadCheckpoint(connection, partition), cancellation);

    /// <inheritdoc/>
    public async Task CheckpointAsync(
        int partition,
        long through,
        ReadOnlyMemory<byte> producers,
        long dropEventIdsThrough,
        CancellationToken cancellation)
    {
        (await RecoverAsync(cancellation)).Forget(partition);
        await queue.EnqueueAsync(
            writer =>
            {
                _rows.Checkpoint(writer, partition, through);
                writer.Execute(
                    "INSERT INTO partition_checkpoint (partition, log_offset, producers) VALUES (@p0, @p1, @p2) "
                    + "ON CONFLICT (partition) DO UPDATE SET log_offset = excluded.log_offset, "
                    + "producers = excluded.producers",
                    partition,
                    through,
                    producers.ToArray());
                if (dropEventIdsThrough > 0)
                {
                    writer.Execute(
                        "DELETE FROM usage_event_ids WHERE id > @p0 AND id <= @p1",
                        Id(partition, 0),
                        Id(partition, dropEventIdsThrough));
                }
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task AddSeriesAsync(int partition, IReadOnlyList<SeriesRow> rows, CancellationToken cancellation) =>
        queue.EnqueueAsync(
            writer =>
            {
                foreach (var row in rows)
                {
                    writer.Execute(
                        "INSERT INTO usage_series (id, definition) VALUES (@p0, @p1)",
                        Id(partition, row.Id + 1),
                        row.Definition);
                }
            },
            cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SeriesRow>> ReadSeriesAsync(int partition, CancellationToken cancellation) => ReadAll(
        "SELECT id, definition FROM usage_series WHERE id > @p0 AND id < @p1 ORDER BY id",
        partition,
        (offset, bytes) => new SeriesRow((int)offset - 1, bytes),
        cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EventIdRow>> ReadEventIdsAsync(int partition, CancellationToken cancellation) => ReadAll(
        "SELECT id, ids FROM usage_event_ids WHERE id > @p0 AND id < @p1 ORDER BY id",
        partition,
        (offset, bytes) => new EventIdRow(offset, bytes),
        cancellation);

    /// <inheritdoc/>
    public async Task<int> FixPartitionCountAsync(int wanted, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wanted, 1);
        var text = "";
        await queue.EnqueueAsync(
            writer =>
            {
                writer.Execute(
                    "INSERT INTO engine_setting (name, value) VALUES ('partitions', @p0) ON CONFLICT (name) DO NOTHING",
                    wanted.ToString(CultureInfo.InvariantCulture));
                using var reader = writer.Query("SELECT value FROM engine_setting WHERE name = 'partitions'");
                reader.Read();
                text = reader.GetString(0);
            },
            cancellation);
        return int.Parse(text, CultureInfo.InvariantCulture);
    }

    // Off the caller's scheduler: all partitions wait for the one that happened to come first.
    private Task<LogRecovery> RecoverAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_recovery is null or { IsFaulted: true })
            {
                _recovery = Task.Run(ReadRecoveryAsync, CancellationToken.None);
            }

            return _recovery.IsCompleted ? _recovery : _recovery.WaitAsync(cancellation);
        }
    }

    private async Task<LogRecovery> ReadRecoveryAsync()
    {
        var recovery = await database.ReadAsync(LogRecovery.Read, CancellationToken.None);
        await queue.EnqueueAsync(
            writer => writer.AfterCommit(() => _rows.Restore(recovery.Rows, recovery.Checkpoints)),
            CancellationToken.None);
        return recovery;
    }

    private static List<LogRow> ReadEntries(DbConnection connection, int partition)
    {
        var checkpoint = LogTables.ReadCheckpoint(connection, partition).Offset;
        var found = new List<LogRow>();
        LogTables.ReadRows(connection, (_, _, entries) => found.AddRange(entries
            .Where(entry => entry.Partition == partition && entry.Offset > checkpoint)
            .Select(entry => new LogRow(entry.Offset, entry.Payload.ToArray()))));
        return found;
    }

    private static long Id(int partition, long offset) => ((long)partition << OffsetBits) | offset;

    private Task<IReadOnlyList<T>> ReadAll<T>(
        string sql, int partition, Func<long, byte[], T> row, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<T>>(
            connection =>
            {
                using var command = SqlCommands.Create(connection, sql, [Id(partition, 0), Id(partition + 1, 0)]);
                using var reader = command.ExecuteReader();
                var rows = new List<T>();
                while (reader.Read())
                {
                    var offset = reader.GetInt64(0) & ((1L << OffsetBits) - 1);
                    rows.Add(row(offset, reader.GetFieldValue<byte[]>(1)));
                }

                return rows;
            },
            cancellation);

    private sealed class Append(
        LogRows rows, int partition, long offset, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> eventIds)
        : ISqlWork
    {
        public int SizeHint => payload.Length + eventIds.Length;

        public void Execute(SqlWriter writer)
        {
            rows.Append(writer, partition, offset, payload.Span);
            if (!eventIds.IsEmpty)
            {
                writer.Execute(
                    "INSERT INTO usage_event_ids (id, ids) VALUES (@p0, @p1)",
                    Id(partition, offset),
                    eventIds.ToArray());
            }
        }
    }
}
