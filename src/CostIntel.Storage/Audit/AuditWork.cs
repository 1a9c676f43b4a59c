using CostIntel.Storage.Sql;

namespace CostIntel.Storage.Audit;

/// <summary>Adds entries to a log; first of all it moves the head, which nobody else then can from the same place.</summary>
internal sealed class AuditWork(AuditAppend append) : ISqlWork
{
    /// <inheritdoc/>
    public bool IsUrgent => true;

    /// <inheritdoc/>
    public int SizeHint => append.Rows.Sum(row => row.Payload.Length);

    /// <inheritdoc/>
    public void Execute(SqlWriter writer)
    {
        var head = append.Rows[^1];
        var taken = writer.Execute(
            "UPDATE audit_head SET sequence_no = @p1, hash = @p2 WHERE tenant = @p0 AND sequence_no = @p3 AND hash = @p4",
            append.Tenant,
            head.Sequence,
            head.Hash,
            append.Before.Sequence,
            append.Before.Hash);
        if (taken == 0)
        {
            throw StorageException.LeaseLost($"the audit log of tenant '{append.Tenant}'");
        }

        foreach (var row in append.Rows)
        {
            writer.Execute(
                "INSERT INTO audit_entry (tenant, sequence_no, at_ms, payload, hash) VALUES (@p0, @p1, @p2, @p3, @p4)",
                append.Tenant,
                row.Sequence,
                row.AtUtc.ToUnixTimeMilliseconds(),
                row.Payload,
                row.Hash);
        }

        foreach (var checkpoint in append.Checkpoints)
        {
            writer.Execute(
                "INSERT INTO audit_checkpoint (tenant, sequence_no, hash) VALUES (@p0, @p1, @p2)",
                append.Tenant,
                checkpoint.Sequence,
                checkpoint.Hash);
        }
    }
}
