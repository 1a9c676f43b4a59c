using System.Collections.Concurrent;
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
    private Task<ConcurrentDictionary<int, List<LogRow>>>? _opening;

    /// <inheritdoc/>
    public Task AppendAsync(
        int partition,
        long offset,
        ReadOnlyMemory<byte> payload,
        ReadOnlyMemory<byte> eventIds,
        CancellationToken cancellation) =>
        queue.EnqueueAsync(new Append(_rows, partition, offset, payload, eventIds), cancellation);

    /// <inheritdoc/>
    /// <remarks>At start the log is read once for all partitions; later, for one alone, wholly again.</remarks>
    public async Task<IReadOnlyList<LogRow>> ReadAfterAsync(int partition, long offset, CancellationToken cancellation)
    {
        Task<ConcurrentDictionary<int, List<LogRow>>> opening;
        lock (_gate)
        {
            opening = _opening ??= OpenAsync();
        }

        if ((await opening.WaitAsync(cancellation)).TryRemove(partition, out var entries))
        {
            return [.. entries.Where(entry => entry.Offset > offset)];
        }

        var rows = await ReadRowsAsync(cancellation);
        return [.. rows.SelectMany(row => LogRowCodec.Read(row.Payload))
            .Where(entry => entry.Partition == partition && entry.Entry.Offset > offset)
            .Select(entry => entry.Entry)];
    }

    /// <inheritdoc/>
    public Task<PartitionCheckpoint> ReadCheckpointAsync(int partition, CancellationToken cancellation) => Read(
        "SELECT log_offset, producers FROM partition_checkpoint WHERE partition = @p0",
        [partition],
        reader => reader.Read()
            ? new PartitionCheckpoint(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1))
            : new PartitionCheckpoint(0, []),
        cancellation);

    /// <inheritdoc/>
    public Task CheckpointAsync(
        int partition,
        long through,
        ReadOnlyMemory<byte> producers,
        long dropEventIdsThrough,
        CancellationToken cancellation) => queue.EnqueueAsync(
        writer =>
        {
            _rows.Checkpoint(writer, partition, through);
            writer.Execute(
                "INSERT INTO partition_checkpoint (partition, log_offset, producers) VALUES (@p0, @p1, @p2) "
                + "ON CONFLICT (partition) DO UPDATE SET log_offset = excluded.log_offset, producers = excluded.producers",
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
    public Task<IReadOnlyList<SeriesRow>> ReadSeriesAsync(int partition, CancellationToken cancellation) =>
        ReadAll(
            "SELECT id, definition FROM usage_series WHERE id > @p0 AND id < @p1 ORDER BY id",
            partition,
            (offset, bytes) => new SeriesRow((int)offset - 1, bytes),
            cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EventIdRow>> ReadEventIdsAsync(int partition, CancellationToken cancellation) =>
        ReadAll(
            "SELECT id, ids FROM usage_event_ids WHERE id > @p0 AND id < @p1 ORDER BY id",
            partition,
            (offset, bytes) => new EventIdRow(offset, bytes),
            cancellation);

    /// <inheritdoc/>
    public async Task<int> FixPartitionCountAsync(int wanted, CancellationToken cancellation)
    {
        await queue.EnqueueAsync(
            writer => writer.Execute(
                "INSERT INTO engine_setting (name, value) VALUES ('partitions', @p0) ON CONFLICT (name) DO NOTHING",
                wanted.ToString(CultureInfo.InvariantCulture)),
            cancellation);
        return await Read(
            "SELECT value FROM engine_setting WHERE name = 'partitions'",
            [],
            reader => reader.Read() ? int.Parse(reader.GetString(0), CultureInfo.InvariantCulture) : wanted,
            cancellation);
    }

    // The rows that a start finds are read before anything is written, and handed out to the partitions.
    private async Task<ConcurrentDictionary<int, List<LogRow>>> OpenAsync()
    {
        var byPartition = new ConcurrentDictionary<int, List<LogRow>>();
        var rows = (await ReadRowsAsync(CancellationToken.None))
            .Select(row => (row.Offset, Entries: LogRowCodec.Read(row.Payload))).ToList();
        var checkpoints = await Read(
            "SELECT partition, log_offset FROM partition_checkpoint", [], ReadCheckpoints, CancellationToken.None);
        await queue.EnqueueAsync(_ =>
        {
            checkpoints.ForEach(checkpoint => _rows.RestoreCheckpoint(checkpoint.Partition, checkpoint.Through));
            rows.ForEach(row => _rows.Restore(row.Offset, row.Entries.Select(e => (e.Partition, e.Entry.Offset))));
        });
        foreach (var (partition, entry) in rows.SelectMany(row => row.Entries))
        {
            byPartition.GetOrAdd(partition, _ => []).Add(entry);
        }

        return byPartition;
    }

    private static List<(int Partition, long Through)> ReadCheckpoints(DbDataReader reader)
    {
        var checkpoints = new List<(int, long)>();
        while (reader.Read())
        {
            checkpoints.Add((reader.GetInt32(0), reader.GetInt64(1)));
        }

        return checkpoints;
    }

    private Task<List<LogRow>> ReadRowsAsync(CancellationToken cancellation) => Read(
        "SELECT id, payload FROM usage_log ORDER BY id",
        [],
        reader =>
        {
            var rows = new List<LogRow>();
            while (reader.Read())
            {
                rows.Add(new LogRow(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)));
            }

            return rows;
        },
        cancellation);

    private static long Id(int partition, long offset) => ((long)partition << OffsetBits) | offset;

    private static long Offset(long id) => id & ((1L << OffsetBits) - 1);

    private Task<IReadOnlyList<T>> ReadAll<T>(
        string sql, int partition, Func<long, byte[], T> row, CancellationToken cancellation) => Read<IReadOnlyList<T>>(
        sql,
        [Id(partition, 0), Id(partition + 1, 0)],
        reader =>
        {
            var rows = new List<T>();
            while (reader.Read())
            {
                rows.Add(row(Offset(reader.GetInt64(0)), reader.GetFieldValue<byte[]>(1)));
            }

            return rows;
        },
        cancellation);

    private Task<T> Read<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellation) =>
        Task.Run(
            () =>
            {
                using var connection = database.OpenConnection();
                using var command = SqlCommands.Create(connection, sql, values);
                using var reader = command.ExecuteReader();
                return read(reader);
            },
            cancellation);

    private sealed class Append(
        LogRows rows, int partition, long offset, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> eventIds) : ISqlWork
    {
        public int SizeHint => payload.Length + eventIds.Length;

        public void Execute(SqlWriter writer)
        {
            rows.Append(writer, partition, offset, payload.Span);
            if (!eventIds.IsEmpty)
            {
                writer.Execute(
                    "INSERT INTO usage_event_ids (id, ids) VALUES (@p0, @p1)", Id(partition, offset), eventIds.ToArray());
            }
        }
    }
}
