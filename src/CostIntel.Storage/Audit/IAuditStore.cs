namespace CostIntel.Storage.Audit;

/// <summary>
/// The audit logs, by tenant: entries that are only ever added, the head, and checkpoints apart from both. Whoever adds
/// must know the head: two that take themselves for the writer of the same log cannot both write.
/// </summary>
public interface IAuditStore
{
    /// <summary>The head of a log; begins it when there is none.</summary>
    /// <param name="tenant">Canonical tenant id.</param>
    /// <param name="start">Where the chain of the tenant begins.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    Task<AuditPlace> OpenAsync(string tenant, AuditPlace start, CancellationToken cancellation);

    /// <summary>Adds entries, all of them or none. On disk when it returns.</summary>
    /// <exception cref="Sql.StorageException">
    /// The head is another one; <see cref="Sql.StorageException.IsLeaseLost"/> is true.
    /// </exception>
    Task AppendAsync(AuditAppend append, CancellationToken cancellation);

    /// <summary>The head of a log; null when it has not begun.</summary>
    Task<AuditPlace?> HeadAsync(string tenant, CancellationToken cancellation);

    /// <summary>Entries behind a sequence, in order.</summary>
    Task<IReadOnlyList<AuditRow>> ReadAsync(string tenant, long after, int limit, CancellationToken cancellation);

    /// <summary>Entries before a sequence, newest first.</summary>
    Task<IReadOnlyList<AuditRow>> ReadBackAsync(string tenant, long before, int limit, CancellationToken cancellation);

    /// <summary>Checkpoints behind a sequence, in order.</summary>
    Task<IReadOnlyList<AuditPlace>> ReadCheckpointsAsync(string tenant, long after, CancellationToken cancellation);
}

/// <summary>A place in a chain.</summary>
/// <param name="Sequence">Number of the entry; 0 for the start.</param>
/// <param name="Hash">Of the chain up to and with it, lower case hex.</param>
public sealed record AuditPlace(long Sequence, string Hash);

/// <summary>An entry as it is stored.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="AtUtc">When it was written, UTC.</param>
/// <param name="Payload">Its canonical bytes.</param>
/// <param name="Hash">Of the chain up to and with it.</param>
public sealed record AuditRow(long Sequence, DateTimeOffset AtUtc, byte[] Payload, string Hash);

/// <summary>What is added.</summary>
/// <param name="Tenant">Canonical tenant id.</param>
/// <param name="Before">The head before it.</param>
/// <param name="Rows">At least one entry, in order and without a gap.</param>
/// <param name="Checkpoints">Those among them that are noted apart.</param>
public sealed record AuditAppend(
    string Tenant, AuditPlace Before, IReadOnlyList<AuditRow> Rows, IReadOnlyList<AuditPlace> Checkpoints);
