namespace CostIntel.Storage.Workflow;

/// <summary>
/// What is kept of cases, by tenant: what happened to each, in order, and what whoever runs it keeps beside. Whoever commits
/// must know the revision that was committed last: two that take themselves for the same case cannot both write.
/// </summary>
public interface ICaseStore
{
    /// <summary>What a case goes on from; writes nothing.</summary>
    /// <param name="tenant">Canonical tenant id.</param>
    /// <param name="caseId">The case; one of which nothing is known has revision 0 and no events.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    Task<CaseRecord> OpenAsync(string tenant, string caseId, CancellationToken cancellation);

    /// <summary>Keeps what has happened, all of it or nothing. On disk when it returns.</summary>
    /// <exception cref="Sql.StorageException">
    /// Somebody else has committed since; <see cref="Sql.StorageException.IsLeaseLost"/> is true.
    /// </exception>
    Task CommitAsync(CaseCommit commit, CancellationToken cancellation);

    /// <summary>Ids of the cases that are to be looked at by now, those that have waited longest first.</summary>
    Task<IReadOnlyList<string>> DueAsync(string tenant, DateTimeOffset nowUtc, int limit, CancellationToken cancellation);

    /// <summary>Ids of the cases that are open, in order of their ids.</summary>
    Task<IReadOnlyList<string>> UnderwayAsync(string tenant, CancellationToken cancellation);

    /// <summary>Drops cases that are not open, wait for no time, and were last committed before a time.</summary>
    Task TidyAsync(string tenant, DateTimeOffset overBeforeUtc, CancellationToken cancellation);
}

/// <summary>What a case goes on from.</summary>
/// <param name="Revision">How many commits it had; 0 for a case of which nothing is known.</param>
/// <param name="Events">What happened to it, in order.</param>
/// <param name="Rest">What whoever runs it keeps beside; empty for nothing.</param>
public sealed record CaseRecord(long Revision, IReadOnlyList<byte[]> Events, byte[] Rest);

/// <summary>What a commit keeps; its revision is one more than the one before, also without events.</summary>
/// <param name="Tenant">Canonical tenant id.</param>
/// <param name="CaseId">The case; at most 64 characters.</param>
/// <param name="After">Revision of the commit before; 0 for none.</param>
/// <param name="AtUtc">When, UTC.</param>
/// <param name="FirstNumber">Number of the first of the events; each takes the next one.</param>
/// <param name="Events">What happened, in order.</param>
/// <param name="Rest">What is kept beside, as it is now.</param>
/// <param name="DueUtc">When the case is to be looked at, UTC; null when time changes nothing.</param>
/// <param name="IsOpen">It is not over, and is kept.</param>
public sealed record CaseCommit(
    string Tenant,
    string CaseId,
    long After,
    DateTimeOffset AtUtc,
    long FirstNumber,
    IReadOnlyList<byte[]> Events,
    byte[] Rest,
    DateTimeOffset? DueUtc,
    bool IsOpen);
