using CostIntel.Storage.Sql;

namespace CostIntel.Storage.Desks;

/// <summary>Writes one commit of a desk; first of all it takes its number, which nobody else then can.</summary>
internal sealed class DeskWork(DeskCommit commit, DeskTables tables) : ISqlWork
{
    /// <inheritdoc/>
    public bool IsUrgent => true;

    /// <inheritdoc/>
    public int SizeHint =>
        commit.Items.Sum(item => item.Payload.Length) + commit.Events.Sum(payload => payload.Length)
        + (commit.Findings?.Length ?? 0) + (commit.Rules?.Length ?? 0);

    /// <inheritdoc/>
    public void Execute(SqlWriter writer)
    {
        var taken = writer.Execute(
            $"UPDATE {tables.Desk} SET last_sequence = @p1, rules = COALESCE(@p2, rules) "
            + "WHERE tenant = @p0 AND last_sequence = @p3",
            commit.Tenant,
            commit.Sequence,
            commit.Rules ?? (object)DBNull.Value,
            commit.After);
        if (taken == 0)
        {
            throw StorageException.LeaseLost($"the {tables.Item}s of tenant '{commit.Tenant}'");
        }

        foreach (var item in commit.Items)
        {
            Keep(writer, item);
        }

        var at = commit.AtUtc.ToUnixTimeMilliseconds();
        for (var i = 0; i < commit.Events.Count; i++)
        {
            writer.Execute(
                $"INSERT INTO {tables.Event} (tenant, sequence_no, at_ms, payload) VALUES (@p0, @p1, @p2, @p3)",
                commit.Tenant,
                commit.After + 1 + i,
                at,
                commit.Events[i]);
        }

        if (commit.Findings is { } findings)
        {
            writer.Execute(
                $"INSERT INTO {tables.Finding} (tenant, sequence_no, at_ms, payload) VALUES (@p0, @p1, @p2, @p3)",
                commit.Tenant,
                commit.Sequence,
                at,
                findings);
        }
    }

    private void Keep(SqlWriter writer, ItemRecord item)
    {
        var dialect = writer.Dialect;
        writer.Execute(
            $"INSERT INTO {tables.Item} (tenant, {tables.ItemId}, opened_ms, closed_ms, payload) VALUES (@p0, @p1, @p2, @p3, @p4) "
            + string.Format(null, dialect.OnConflict, $"tenant, {tables.ItemId}")
            + $" closed_ms = {string.Format(null, dialect.Inserted, "closed_ms")},"
            + $" payload = {string.Format(null, dialect.Inserted, "payload")}",
            commit.Tenant,
            item.ItemId,
            item.OpenedUtc.ToUnixTimeMilliseconds(),
            item.ClosedUtc?.ToUnixTimeMilliseconds() ?? long.MaxValue,
            item.Payload);
    }
}
