using System.Data.Common;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.Audit;

/// <summary>Audit logs in SQL tables.</summary>
public sealed class SqlAuditStore(ISqlDatabase database, SqlCommitQueue queue) : IAuditStore
{
    /// <inheritdoc/>
    public async Task<AuditPlace> OpenAsync(string tenant, AuditPlace start, CancellationToken cancellation)
    {
        await queue.EnqueueAsync(
            writer => writer.Execute(
                writer.Dialect.Keeping(
                    "INSERT INTO audit_head (tenant, sequence_no, hash) VALUES (@p0, @p1, @p2)", "tenant"),
                tenant,
                start.Sequence,
                start.Hash),
            cancellation);
        return (await HeadAsync(tenant, cancellation))!;
    }

    /// <inheritdoc/>
    public Task AppendAsync(AuditAppend append, CancellationToken cancellation) =>
        queue.EnqueueAsync(new AuditWork(append), cancellation);

    /// <inheritdoc/>
    public async Task<AuditPlace?> HeadAsync(string tenant, CancellationToken cancellation)
    {
        var found = await ReadAsync("SELECT sequence_no, hash FROM audit_head WHERE tenant = @p0", Place, cancellation, tenant);
        return found.Count == 0 ? null : found[0];
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditRow>> ReadAsync(string tenant, long after, int limit, CancellationToken cancellation) =>
        ReadAsync(
            "SELECT sequence_no, at_ms, payload, hash FROM audit_entry WHERE tenant = @p0 AND sequence_no > @p1 "
            + "ORDER BY sequence_no LIMIT @p2",
            Row,
            cancellation,
            tenant,
            after,
            limit);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditRow>> ReadBackAsync(
        string tenant, long before, int limit, CancellationToken cancellation) =>
        ReadAsync(
            "SELECT sequence_no, at_ms, payload, hash FROM audit_entry WHERE tenant = @p0 AND sequence_no < @p1 "
            + "ORDER BY sequence_no DESC LIMIT @p2",
            Row,
            cancellation,
            tenant,
            before,
            limit);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditPlace>> ReadCheckpointsAsync(
        string tenant, long after, CancellationToken cancellation) =>
        ReadAsync(
            "SELECT sequence_no, hash FROM audit_checkpoint WHERE tenant = @p0 AND sequence_no > @p1 ORDER BY sequence_no",
            Place,
            cancellation,
            tenant,
            after);

    private static AuditPlace Place(DbDataReader reader) => new(reader.GetInt64(0), reader.GetString(1));

    private static AuditRow Row(DbDataReader reader) => new(
        reader.GetInt64(0),
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)),
        reader.GetFieldValue<byte[]>(2),
        reader.GetString(3));

    private Task<IReadOnlyList<T>> ReadAsync<T>(
        string sql, Func<DbDataReader, T> read, CancellationToken cancellation, params object[] values) =>
        database.ReadAsync<IReadOnlyList<T>>(
            connection =>
            {
                using var command = SqlCommands.Create(connection, sql, values);
                using var reader = command.ExecuteReader();
                var rows = new List<T>();
                while (reader.Read())
                {
                    rows.Add(read(reader));
                }

                return rows;
            },
            cancellation);
}
