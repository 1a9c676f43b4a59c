using System.Data.Common;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.Workflow;

/// <summary>Cases in SQL tables.</summary>
public sealed class SqlCaseStore(ISqlDatabase database, SqlCommitQueue queue) : ICaseStore
{
    // The revision is read before the events: whoever has committed in between makes the next commit from here fail.
    /// <inheritdoc/>
    public Task<CaseRecord> OpenAsync(string tenant, string caseId, CancellationToken cancellation) => database.ReadAsync(
        connection =>
        {
            var kept = Rows(
                connection,
                "SELECT revision, rest FROM workflow_case WHERE tenant = @p0 AND case_id = @p1",
                reader => (Revision: reader.GetInt64(0), Beside: reader.GetFieldValue<byte[]>(1)),
                tenant,
                caseId);
            return kept.Count == 0
                ? new CaseRecord(0, [], [])
                : new CaseRecord(kept[0].Revision, Events(connection, tenant, caseId), kept[0].Beside);
        },
        cancellation);

    /// <inheritdoc/>
    public Task CommitAsync(CaseCommit commit, CancellationToken cancellation) =>
        queue.EnqueueAsync(new CaseWork(commit), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> DueAsync(
        string tenant, DateTimeOffset nowUtc, int limit, CancellationToken cancellation) => IdsAsync(
        "SELECT case_id FROM workflow_case WHERE tenant = @p0 AND due_ms <= @p1 ORDER BY due_ms, case_id LIMIT @p2",
        cancellation,
        tenant,
        nowUtc.ToUnixTimeMilliseconds(),
        limit);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> UnderwayAsync(string tenant, CancellationToken cancellation) => IdsAsync(
        "SELECT case_id FROM workflow_case WHERE tenant = @p0 AND is_open = 1 ORDER BY case_id", cancellation, tenant);

    /// <inheritdoc/>
    public Task TidyAsync(string tenant, DateTimeOffset overBeforeUtc, CancellationToken cancellation)
    {
        const string Over = "tenant = @p0 AND is_open = 0 AND due_ms IS NULL AND changed_ms < @p1";
        var before = overBeforeUtc.ToUnixTimeMilliseconds();
        return queue.EnqueueAsync(
            writer =>
            {
                writer.Execute(
                    "DELETE FROM workflow_event WHERE tenant = @p0 AND case_id IN "
                    + $"(SELECT case_id FROM workflow_case WHERE {Over})",
                    tenant,
                    before);
                writer.Execute($"DELETE FROM workflow_case WHERE {Over}", tenant, before);
            },
            cancellation);
    }

    private static List<byte[]> Events(DbConnection connection, string tenant, string caseId) => Rows(
        connection,
        "SELECT payload FROM workflow_event WHERE tenant = @p0 AND case_id = @p1 ORDER BY number_no",
        reader => reader.GetFieldValue<byte[]>(0),
        tenant,
        caseId);

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

    private Task<IReadOnlyList<string>> IdsAsync(string sql, CancellationToken cancellation, params object[] values) =>
        database.ReadAsync<IReadOnlyList<string>>(
            connection => Rows(connection, sql, reader => reader.GetString(0), values), cancellation);
}
