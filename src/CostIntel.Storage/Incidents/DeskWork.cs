using CostIntel.Storage.Sql;

namespace CostIntel.Storage.Incidents;

/// <summary>Writes one commit of a desk; first of all it takes its number, which nobody else then can.</summary>
internal sealed class DeskWork(DeskCommit commit) : ISqlWork
{
    /// <inheritdoc/>
    public bool IsUrgent => true;

    /// <inheritdoc/>
    public int SizeHint =>
        commit.Incidents.Sum(incident => incident.Payload.Length) + commit.Events.Sum(payload => payload.Length)
        + (commit.Findings?.Length ?? 0) + (commit.Rules?.Length ?? 0);

    /// <inheritdoc/>
    public void Execute(SqlWriter writer)
    {
        var taken = writer.Execute(
            "UPDATE incident_desk SET last_sequence = @p1, rules = COALESCE(@p2, rules) "
            + "WHERE tenant = @p0 AND last_sequence = @p3",
            commit.Tenant,
            commit.Sequence,
            commit.Rules ?? (object)DBNull.Value,
            commit.After);
        if (taken == 0)
        {
            throw StorageException.LeaseLost($"the incidents of tenant '{commit.Tenant}'");
        }

        foreach (var incident in commit.Incidents)
        {
            Keep(writer, incident);
        }

        var at = commit.AtUtc.ToUnixTimeMilliseconds();
        for (var i = 0; i < commit.Events.Count; i++)
        {
            writer.Execute(
                "INSERT INTO incident_event (tenant, sequence_no, at_ms, payload) VALUES (@p0, @p1, @p2, @p3)",
                commit.Tenant,
                commit.After + 1 + i,
                at,
                commit.Events[i]);
        }

        if (commit.Findings is { } findings)
        {
            writer.Execute(
                "INSERT INTO finding (tenant, sequence_no, at_ms, payload) VALUES (@p0, @p1, @p2, @p3)",
                commit.Tenant,
                commit.Sequence,
                at,
                findings);
        }
    }

    private void Keep(SqlWriter writer, IncidentRecord incident)
    {
        var dialect = writer.Dialect;
        writer.Execute(
            "INSERT INTO incident (tenant, incident_id, opened_ms, closed_ms, payload) VALUES (@p0, @p1, @p2, @p3, @p4) "
            + string.Format(null, dialect.OnConflict, "tenant, incident_id")
            + $" closed_ms = {string.Format(null, dialect.Inserted, "closed_ms")},"
            + $" payload = {string.Format(null, dialect.Inserted, "payload")}",
            commit.Tenant,
            incident.IncidentId,
            incident.OpenedUtc.ToUnixTimeMilliseconds(),
            incident.ClosedUtc?.ToUnixTimeMilliseconds() ?? long.MaxValue,
            incident.Payload);
    }
}
