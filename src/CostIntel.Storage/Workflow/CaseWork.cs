using CostIntel.Storage.Sql;

namespace CostIntel.Storage.Workflow;

/// <summary>Writes one commit of a case; first of all it takes its revision, which nobody else then can.</summary>
internal sealed class CaseWork(CaseCommit commit) : ISqlWork
{
    /// <inheritdoc/>
    public bool IsUrgent => true;

    /// <inheritdoc/>
    public int SizeHint => commit.Events.Sum(payload => payload.Length) + commit.Rest.Length;

    /// <inheritdoc/>
    public void Execute(SqlWriter writer)
    {
        if (commit.After == 0)
        {
            writer.Execute(
                writer.Dialect.Keeping(
                    "INSERT INTO workflow_case (tenant, case_id, revision, due_ms, is_open, changed_ms, rest) "
                    + "VALUES (@p0, @p1, 0, NULL, 0, 0, @p2)",
                    "tenant"),
                commit.Tenant,
                commit.CaseId,
                Array.Empty<byte>());
        }

        Take(writer);
        var at = commit.AtUtc.ToUnixTimeMilliseconds();
        for (var i = 0; i < commit.Events.Count; i++)
        {
            writer.Execute(
                "INSERT INTO workflow_event (tenant, case_id, number_no, at_ms, payload) VALUES (@p0, @p1, @p2, @p3, @p4)",
                commit.Tenant,
                commit.CaseId,
                commit.FirstNumber + i,
                at,
                commit.Events[i]);
        }
    }

    // Rounded up: a case that is found due must really be, or it would be looked at for nothing.
    private static long? Due(DateTimeOffset? dueUtc) =>
        dueUtc?.AddTicks(TimeSpan.TicksPerMillisecond - 1).ToUnixTimeMilliseconds();

    private void Take(SqlWriter writer)
    {
        var taken = writer.Execute(
            "UPDATE workflow_case SET revision = @p2, due_ms = @p3, is_open = @p4, changed_ms = @p5, rest = @p6 "
            + "WHERE tenant = @p0 AND case_id = @p1 AND revision = @p7",
            commit.Tenant,
            commit.CaseId,
            commit.After + 1,
            Due(commit.DueUtc) ?? (object)DBNull.Value,
            commit.IsOpen ? 1 : 0,
            commit.AtUtc.ToUnixTimeMilliseconds(),
            commit.Rest,
            commit.After);
        if (taken == 0)
        {
            throw StorageException.LeaseLost($"case '{commit.CaseId}' of tenant '{commit.Tenant}'");
        }
    }
}
