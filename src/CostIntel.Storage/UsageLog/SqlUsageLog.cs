using System.Data.Common;
using System.Globalization;
using System.Runtime.InteropServices;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.UsageLog;

/// <summary>The usage log in SQL tables. A row's id is its partition and, in the lower 40 bits, its number.</summary>
public sealed class SqlUsageLog(SqlDatabase database, SqlCommitQueue queue) : IUsageLog
{
    private const int OffsetBits = 40;

    /// <inheritdoc/>
    public Task AppendAsync(
        int partition,
        long offset,
        ReadOnlyMemory<byte> payload,
        ReadOnlyMemory<byte> eventIds,
        CancellationToken cancellation) =>
        queue.EnqueueAsync(new Append(Id(partition, offset), payload, eventIds), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogRow>> ReadAfterAsync(
        int partition, long offset, int maxBytes, CancellationToken cancellation) => Read<IReadOnlyList<LogRow>>(
        "SELECT id, payload FROM usage_log WHERE id > @p0 AND id < @p1 ORDER BY id",
        [Id(partition, offset), Id(partition + 1, 0)],
        reader =>
        {
            var rows = new List<LogRow>();
            for (var bytes = 0; bytes < maxBytes && reader.Read();)
            {
                var row = new LogRow(Offset(reader.GetInt64(0)), reader.GetFieldValue<byte[]>(1));
                rows.Add(row);
                bytes += row.Payload.Length;
            }

            return rows;
        },
        cancellation);

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
            writer.Execute(
                "DELETE FROM usage_log WHERE id > @p0 AND id <= @p1", Id(partition, 0), Id(partition, through));
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

    private sealed class Append(long id, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> eventIds) : ISqlWork
    {
        public int SizeHint => payload.Length + eventIds.Length;

        public void Execute(SqlWriter writer)
        {
            writer.Execute("INSERT INTO usage_log (id, payload) VALUES (@p0, @p1)", id, Bytes(payload));
            if (!eventIds.IsEmpty)
            {
                writer.Execute("INSERT INTO usage_event_ids (id, ids) VALUES (@p0, @p1)", id, Bytes(eventIds));
            }
        }

        private static byte[] Bytes(ReadOnlyMemory<byte> memory) =>
            MemoryMarshal.TryGetArray(memory, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
                ? segment.Array
                : memory.ToArray();
    }
}
