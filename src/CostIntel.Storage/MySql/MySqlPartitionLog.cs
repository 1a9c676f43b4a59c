using System.Data;
using System.Data.Common;
using System.Globalization;
using CostIntel.Storage.Sql;
using CostIntel.Storage.UsageLog;

namespace CostIntel.Storage.MySql;

/// <summary>One lease of one partition of the log. Appends and checkpoints come one after the other.</summary>
internal sealed class MySqlPartitionLog(
    MySqlDatabase database, MySqlGroupCommit commit, int partition, long epoch) : IPartitionLog
{
    // Small enough that appends to other partitions hardly wait, since a delete holds its rows until it is done.
    private const int RowsPerDelete = 1_000;

    private long? _last;

    public async Task AppendAsync(
        long offset, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> eventIds, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_last is { } last && offset != last + 1)
        {
            throw new StorageException($"Entry {offset} of partition {partition} cannot follow entry {last}.");
        }

        await commit.AppendAsync(new MySqlAppend(partition, epoch, offset, payload, eventIds));
        _last = offset;
    }

    public Task<IReadOnlyList<LogRow>> ReadAfterAsync(long offset, CancellationToken cancellation) =>
        database.RunAsync<IReadOnlyList<LogRow>>(
            async (connection, token) =>
            {
                var checkpoint = await ReadCheckpointAsync(connection, token);
                var rows = await ReadAsync(
                    connection,
                    "SELECT log_offset, payload FROM usage_log WHERE partition_no = @p0 AND log_offset > @p1 "
                    + "ORDER BY log_offset",
                    Math.Max(offset, checkpoint.Offset),
                    (number, bytes) => new LogRow(number, bytes),
                    token);
                if (FindGap(rows, Math.Max(checkpoint.Offset, offset)) is { } gap)
                {
                    throw await ExplainAsync(connection, gap, token);
                }

                _last ??= rows is [.., var newest] ? newest.Offset : checkpoint.Offset;
                return rows;
            },
            cancellation);

    public Task<PartitionCheckpoint> ReadCheckpointAsync(CancellationToken cancellation) =>
        database.RunAsync(ReadCheckpointAsync, cancellation);

    public Task CheckpointAsync(
        long through, ReadOnlyMemory<byte> producers, long dropEventIdsThrough, CancellationToken cancellation) =>
        database.RunAsync(
            async (connection, token) =>
            {
                await using var command = SqlCommands.Create(
                    connection,
                    "UPDATE partition_checkpoint SET log_offset = @p2, producers = @p3 "
                    + "WHERE partition_no = @p0 AND epoch = @p1",
                    [partition, epoch, through, producers]);
                if (await command.ExecuteNonQueryAsync(token) == 0)
                {
                    throw StorageException.LeaseLost(partition);
                }

                // Behind the checkpoint: a kill between the two leaves rows that nobody reads and the next one deletes.
                await DeleteAsync(connection, "usage_log", through, token);
                await DeleteAsync(connection, "usage_event_ids", dropEventIdsThrough, token);
            },
            cancellation);

    public Task AddSeriesAsync(IReadOnlyList<SeriesRow> rows, CancellationToken cancellation) => database.RunAsync(
        async (connection, token) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, token);
            var epochs = await MySqlEpochs.ReadAsync(transaction, [partition]);
            if (epochs.GetValueOrDefault(partition) != epoch)
            {
                throw StorageException.LeaseLost(partition);
            }

            var added = new MySqlRows(connection, transaction);
            foreach (var row in rows)
            {
                await added.AddAsync("usage_series (partition_no, series_no, definition)", partition, row.Id, row.Definition);
            }

            await added.SendAsync("");
            await transaction.CommitAsync(token);
        },
        cancellation);

    public Task<IReadOnlyList<SeriesRow>> ReadSeriesAsync(CancellationToken cancellation) =>
        database.RunAsync<IReadOnlyList<SeriesRow>>(
            async (connection, token) => await ReadAsync(
                connection,
                "SELECT series_no, definition FROM usage_series WHERE partition_no = @p0 AND series_no > @p1 "
                + "ORDER BY series_no",
                -1,
                (number, bytes) => new SeriesRow((int)number, bytes),
                token),
            cancellation);

    public Task<IReadOnlyList<EventIdRow>> ReadEventIdsAsync(CancellationToken cancellation) =>
        database.RunAsync<IReadOnlyList<EventIdRow>>(
            async (connection, token) => await ReadAsync(
                connection,
                "SELECT log_offset, ids FROM usage_event_ids WHERE partition_no = @p0 AND log_offset > @p1 "
                + "ORDER BY log_offset",
                0,
                (number, bytes) => new EventIdRow(number, bytes),
                token),
            cancellation);

    private static (long Found, long Expected)? FindGap(List<LogRow> rows, long after)
    {
        foreach (var row in rows)
        {
            if (row.Offset != ++after)
            {
                return (row.Offset, after);
            }
        }

        return null;
    }

    // Whoever has opened the partition since may have cut the log off between our two reads.
    private async Task<StorageException> ExplainAsync(
        DbConnection connection, (long Found, long Expected) gap, CancellationToken cancellation)
    {
        await using var command = SqlCommands.Create(
            connection, "SELECT epoch FROM partition_checkpoint WHERE partition_no = @p0", [partition]);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture) != epoch
            ? StorageException.LeaseLost(partition)
            : new StorageException(
                $"The log of partition {partition} is corrupt: entry {gap.Found} stands where {gap.Expected} should.");
    }

    private async Task<PartitionCheckpoint> ReadCheckpointAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var command = SqlCommands.Create(
            connection, "SELECT log_offset, producers FROM partition_checkpoint WHERE partition_no = @p0", [partition]);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new PartitionCheckpoint(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1))
            : new PartitionCheckpoint(0, []);
    }

    private async Task<List<T>> ReadAsync<T>(
        DbConnection connection, string sql, long after, Func<long, byte[], T> row, CancellationToken cancellation)
    {
        await using var command = SqlCommands.Create(connection, sql, [partition, after]);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(row(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)));
        }

        return rows;
    }

    private async Task DeleteAsync(DbConnection connection, string table, long through, CancellationToken cancellation)
    {
        for (var deleted = RowsPerDelete; deleted == RowsPerDelete;)
        {
            await using var command = SqlCommands.Create(
                connection,
                $"DELETE FROM {table} WHERE partition_no = @p0 AND log_offset <= @p1 LIMIT {RowsPerDelete}",
                [partition, through]);
            deleted = await command.ExecuteNonQueryAsync(cancellation);
        }
    }
}
