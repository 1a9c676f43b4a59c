namespace CostIntel.Storage.Incidents;

/// <summary>
/// What is kept of incidents, by tenant: the incidents as they are, what happened to them in order, and what detectors
/// found. Whoever commits must know what was committed last: two that take themselves for the same desk cannot both write.
/// </summary>
public interface IIncidentStore
{
    /// <summary>What a desk starts from.</summary>
    /// <param name="tenant">Canonical tenant id.</param>
    /// <param name="closedSinceUtc">Also the incidents that were closed at or after, UTC.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    Task<DeskRecord> OpenAsync(string tenant, DateTimeOffset closedSinceUtc, CancellationToken cancellation);

    /// <summary>Keeps what has changed, all of it or nothing. On disk when it returns.</summary>
    /// <exception cref="Sql.StorageException">
    /// Somebody else has committed since; <see cref="Sql.StorageException.IsLeaseLost"/> is true.
    /// </exception>
    Task CommitAsync(DeskCommit commit, CancellationToken cancellation);

    /// <summary>What happened behind a sequence, in order.</summary>
    Task<IReadOnlyList<EventRecord>> ReadEventsAsync(
        string tenant, long after, int limit, CancellationToken cancellation);

    /// <summary>Sequence of the last commit; 0 for none.</summary>
    Task<long> LastSequenceAsync(string tenant, CancellationToken cancellation);

    /// <summary>An incident; null when there is none with that id.</summary>
    Task<byte[]?> FindAsync(string tenant, string incidentId, CancellationToken cancellation);

    /// <summary>Incidents by when they were opened, newest first.</summary>
    IAsyncEnumerable<byte[]> ReadIncidentsAsync(string tenant, IncidentRange range, CancellationToken cancellation);

    /// <summary>What was found at or after a time, in the order in which it was reported.</summary>
    IAsyncEnumerable<byte[]> ReadFindingsAsync(string tenant, DateTimeOffset sinceUtc, CancellationToken cancellation);

    /// <summary>Drops findings, events and closed incidents that are older.</summary>
    Task TidyAsync(string tenant, DateTimeOffset findingsBeforeUtc, DateTimeOffset restBeforeUtc, CancellationToken cancellation);
}

/// <summary>What a desk starts from.</summary>
/// <param name="LastSequence">Sequence of the last commit; 0 for none.</param>
/// <param name="Rules">The rules; null when there have never been any.</param>
/// <param name="Incidents">Its incidents.</param>
public sealed record DeskRecord(long LastSequence, byte[]? Rules, IReadOnlyList<byte[]> Incidents);

/// <summary>What a commit keeps.</summary>
/// <param name="Tenant">Canonical tenant id.</param>
/// <param name="After">Sequence of the commit before.</param>
/// <param name="AtUtc">When, UTC.</param>
/// <param name="Incidents">Incidents as they are now.</param>
/// <param name="Events">What happened, in order; each takes one number after <paramref name="After"/>.</param>
/// <param name="Findings">What was found; null for nothing.</param>
/// <param name="Rules">The rules as they are now; null when they have not changed.</param>
public sealed record DeskCommit(
    string Tenant,
    long After,
    DateTimeOffset AtUtc,
    IReadOnlyList<IncidentRecord> Incidents,
    IReadOnlyList<byte[]> Events,
    byte[]? Findings,
    byte[]? Rules)
{
    /// <summary>Sequence of this commit: each has one of its own, also without events.</summary>
    public long Sequence => After + Math.Max(1, Events.Count);
}

/// <summary>An incident as it is now.</summary>
/// <param name="IncidentId">Its id.</param>
/// <param name="OpenedUtc">When it was opened, UTC.</param>
/// <param name="ClosedUtc">When it was closed, UTC; null while it is open.</param>
/// <param name="Payload">What is stored of it.</param>
public sealed record IncidentRecord(string IncidentId, DateTimeOffset OpenedUtc, DateTimeOffset? ClosedUtc, byte[] Payload);

/// <summary>Something that happened.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Payload">What is stored of it.</param>
public sealed record EventRecord(long Sequence, byte[] Payload);

/// <summary>Which incidents are read.</summary>
/// <param name="Open">True: open ones; false: closed ones; null: both.</param>
/// <param name="FromUtc">Opened at or after, UTC; null for any.</param>
/// <param name="ToUtc">Opened before, UTC; null for any.</param>
public sealed record IncidentRange(bool? Open, DateTimeOffset? FromUtc, DateTimeOffset? ToUtc);
