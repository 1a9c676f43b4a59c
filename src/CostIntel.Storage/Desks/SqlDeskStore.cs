using System.Data.Common;
using System.Runtime.CompilerServices;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.Desks;

/// <summary>A desk in SQL tables.</summary>
public sealed class SqlDeskStore(ISqlDatabase database, SqlCommitQueue queue, DeskTables tables) : IDeskStore
{
    private const int RowsPerRead = 500;
    private const long NotClosed = long.MaxValue;

    /// <inheritdoc/>
    public async Task<DeskRecord> OpenAsync(string tenant, DateTimeOffset closedSinceUtc, CancellationToken cancellation)
    {
        await queue.EnqueueAsync(
            writer => writer.Execute(
                writer.Dialect.Keeping($"INSERT INTO {tables.Desk} (tenant, last_sequence) VALUES (@p0, 0)", "tenant"), tenant),
            cancellation);
        return await database.ReadAsync(
            connection =>
            {
                var (last, rules) = Row(
                    connection,
                    $"SELECT last_sequence, rules FROM {tables.Desk} WHERE tenant = @p0",
                    reader => (reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1)),
                    tenant);
                var items = Rows(
                    connection,
                    $"SELECT payload FROM {tables.Item} WHERE tenant = @p0 AND closed_ms >= @p1",
                    Payload,
                    tenant,
                    closedSinceUtc.ToUnixTimeMilliseconds());
                return new DeskRecord(last, rules, items);
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task CommitAsync(DeskCommit commit, CancellationToken cancellation) =>
        queue.EnqueueAsync(new DeskWork(commit, tables), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EventRecord>> ReadEventsAsync(
        string tenant, long after, int limit, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<EventRecord>>(
        connection => Rows(
            connection,
            $"SELECT sequence_no, payload FROM {tables.Event} WHERE tenant = @p0 AND sequence_no > @p1 "
            + "ORDER BY sequence_no LIMIT @p2",
            reader => new EventRecord(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)),
            tenant,
            after,
            limit),
        cancellation);

    /// <inheritdoc/>
    public Task<long> LastSequenceAsync(string tenant, CancellationToken cancellation) => database.ReadAsync(
        connection => Row(
            connection,
            $"SELECT last_sequence FROM {tables.Desk} WHERE tenant = @p0",
            reader => reader.GetInt64(0),
            tenant),
        cancellation);

    /// <inheritdoc/>
    public Task<byte[]?> FindAsync(string tenant, string itemId, CancellationToken cancellation) => database.ReadAsync(
        connection => Row(
            connection,
            $"SELECT payload FROM {tables.Item} WHERE tenant = @p0 AND {tables.ItemId} = @p1",
            Payload,
            tenant,
            itemId),
        cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<byte[]> ReadItemsAsync(
        string tenant, ItemRange range, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var newest =
            $"SELECT opened_ms, {tables.ItemId}, payload FROM {tables.Item} WHERE tenant = @p0 AND opened_ms >= @p1 "
            + $"AND (opened_ms < @p2 OR (opened_ms = @p2 AND {tables.ItemId} < @p3)) AND closed_ms >= @p4 AND closed_ms <= @p5 "
            + $"ORDER BY opened_ms DESC, {tables.ItemId} DESC LIMIT @p6";
        var (closedFrom, closedTo) = range.Open switch
        {
            true => (NotClosed, NotClosed),
            false => (long.MinValue, NotClosed - 1),
            null => (long.MinValue, NotClosed),
        };
        var (opened, id) = (range.ToUtc?.ToUnixTimeMilliseconds() ?? long.MaxValue, "");
        for (var isMore = true; isMore;)
        {
            var page = await database.ReadAsync(
                connection => Rows(
                    connection,
                    newest,
                    reader => (Opened: reader.GetInt64(0), Id: reader.GetString(1), Payload: reader.GetFieldValue<byte[]>(2)),
                    tenant,
                    range.FromUtc?.ToUnixTimeMilliseconds() ?? long.MinValue,
                    opened,
                    id,
                    closedFrom,
                    closedTo,
                    RowsPerRead),
                cancellation);
            foreach (var row in page)
            {
                (opened, id) = (row.Opened, row.Id);
                yield return row.Payload;
            }

            isMore = page.Count == RowsPerRead;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<byte[]> ReadFindingsAsync(
        string tenant, DateTimeOffset sinceUtc, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var next =
            $"SELECT sequence_no, payload FROM {tables.Finding} WHERE tenant = @p0 AND sequence_no > @p1 AND at_ms >= @p2 "
            + "ORDER BY sequence_no LIMIT @p3";
        var (after, isMore) = (0L, true);
        while (isMore)
        {
            var page = await database.ReadAsync(
                connection => Rows(
                    connection,
                    next,
                    reader => (Sequence: reader.GetInt64(0), Payload: reader.GetFieldValue<byte[]>(1)),
                    tenant,
                    after,
                    sinceUtc.ToUnixTimeMilliseconds(),
                    RowsPerRead),
                cancellation);
            foreach (var row in page)
            {
                after = row.Sequence;
                yield return row.Payload;
            }

            isMore = page.Count == RowsPerRead;
        }
    }

    /// <inheritdoc/>
    public Task TidyAsync(
        string tenant, DateTimeOffset findingsBeforeUtc, DateTimeOffset restBeforeUtc, CancellationToken cancellation)
    {
        var (findings, rest) = (findingsBeforeUtc.ToUnixTimeMilliseconds(), restBeforeUtc.ToUnixTimeMilliseconds());
        return queue.EnqueueAsync(
            writer =>
            {
                writer.Execute($"DELETE FROM {tables.Finding} WHERE tenant = @p0 AND at_ms < @p1", tenant, findings);
                writer.Execute($"DELETE FROM {tables.Event} WHERE tenant = @p0 AND at_ms < @p1", tenant, rest);
                writer.Execute($"DELETE FROM {tables.Item} WHERE tenant = @p0 AND closed_ms < @p1", tenant, rest);
            },
            cancellation);
    }

    private static byte[] Payload(DbDataReader reader) => reader.GetFieldValue<byte[]>(0);

    private static T? Row<T>(DbConnection connection, string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object> values)
    {
        using var command = SqlCommands.Create(connection, sql, values);
        using var reader = command.ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    private static List<T> Rows<T>(
        DbConnection connection, string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object> values)
    {
        using var command = SqlCommands.Create(connection, sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
