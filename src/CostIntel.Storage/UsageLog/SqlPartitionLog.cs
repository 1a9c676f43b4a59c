using System.Data.Common;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.UsageLog;

/// <summary>One lease of one partition of the log.</summary>
/// <remarks>
/// At start the log is read once for all partitions and each gets its share with its first read; a later one reads the
/// whole of it for one partition alone.
/// </remarks>
internal sealed class SqlPartitionLog(SqlUsageLog log, int partition, long epoch) : IPartitionLog
{
    private const int OffsetBits = 40;
    private const int SmallSizeHint = 256;

    public async Task AppendAsync(
        long offset, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> eventIds, CancellationToken cancellation)
    {
        (await log.RecoverAsync(cancellation)).Forget(partition);
        await log.WriteAsync(
            partition,
            epoch,
            payload.Length + eventIds.Length,
            writer =>
            {
                log.Rows.Append(writer, partition, offset, payload.Span);
                if (!eventIds.IsEmpty)
                {
                    writer.Execute(
                        "INSERT INTO usage_event_ids (id, ids) VALUES (@p0, @p1)", Id(offset), eventIds.ToArray());
                }
            },
            cancellation);
    }

    public async Task<IReadOnlyList<LogRow>> ReadAfterAsync(long offset, CancellationToken cancellation)
    {
        if (!(await log.RecoverAsync(cancellation)).TryTake(partition, out var entries))
        {
            entries = await log.Database.ReadAsync(ReadEntries, cancellation);
        }

        return [.. entries.Where(entry => entry.Offset > offset)];
    }

    public Task<PartitionCheckpoint> ReadCheckpointAsync(CancellationToken cancellation) =>
        log.Database.ReadAsync(connection => LogTables.ReadCheckpoint(connection, partition), cancellation);

    public async Task CheckpointAsync(
        long through, ReadOnlyMemory<byte> producers, long dropEventIdsThrough, CancellationToken cancellation)
    {
        (await log.RecoverAsync(cancellation)).Forget(partition);
        await log.WriteAsync(
            partition,
            epoch,
            producers.Length,
            writer =>
            {
                log.Rows.Checkpoint(writer, partition, through);
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
                        "DELETE FROM usage_event_ids WHERE id > @p0 AND id <= @p1", Id(0), Id(dropEventIdsThrough));
                }
            },
            cancellation);
    }

    public Task AddSeriesAsync(IReadOnlyList<SeriesRow> rows, CancellationToken cancellation) => log.WriteAsync(
        partition,
        epoch,
        SmallSizeHint,
        writer =>
        {
            foreach (var row in rows)
            {
                writer.Execute(
                    "INSERT INTO usage_series (id, definition) VALUES (@p0, @p1)", Id(row.Id + 1L), row.Definition);
            }
        },
        cancellation);

    public Task<IReadOnlyList<SeriesRow>> ReadSeriesAsync(CancellationToken cancellation) => ReadAllAsync(
        "SELECT id, definition FROM usage_series WHERE id > @p0 AND id < @p1 ORDER BY id",
        (offset, bytes) => new SeriesRow((int)offset - 1, bytes),
        cancellation);

    public Task<IReadOnlyList<EventIdRow>> ReadEventIdsAsync(CancellationToken cancellation) => ReadAllAsync(
        "SELECT id, ids FROM usage_event_ids WHERE id > @p0 AND id < @p1 ORDER BY id",
        (offset, bytes) => new EventIdRow(offset, bytes),
        cancellation);

    private List<LogRow> ReadEntries(DbConnection connection)
    {
        var checkpoint = LogTables.ReadCheckpoint(connection, partition).Offset;
        var found = new List<LogRow>();
        LogTables.ReadRows(connection, (_, _, entries) => found.AddRange(entries
            .Where(entry => entry.Partition == partition && entry.Offset > checkpoint)
            .Select(entry => new LogRow(entry.Offset, entry.Payload.ToArray()))));
        return found;
    }

    private long Id(long offset) => ((long)partition << OffsetBits) | offset;

    private Task<IReadOnlyList<T>> ReadAllAsync<T>(
        string sql, Func<long, byte[], T> row, CancellationToken cancellation) =>
        log.Database.ReadAsync<IReadOnlyList<T>>(
            connection =>
            {
                using var command = SqlCommands.Create(connection, sql, [Id(0), (partition + 1L) << OffsetBits]);
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
}
