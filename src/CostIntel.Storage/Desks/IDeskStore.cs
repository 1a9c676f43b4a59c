namespace CostIntel.Storage.Desks;

/// <summary>
/// What a desk keeps, by tenant: its items (incidents, recommendations) as they are, what happened to them in order, and
/// what was reported. Whoever commits must know what was committed last: two that take themselves for the same desk cannot
/// both write.
/// </summary>
public interface IDeskStore
{
    /// <summary>What a desk starts from.</summary>
    /// <param name="tenant">Canonical tenant id.</param>
    /// <param name="closedSinceUtc">Also the items that were closed at or after, UTC.</param>
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

    /// <summary>An item; null when there is none with that id.</summary>
    Task<byte[]?> FindAsync(string tenant, string itemId, CancellationToken cancellation);

    /// <summary>Items by when they were opened, newest first.</summary>
    IAsyncEnumerable<byte[]> ReadItemsAsync(string tenant, ItemRange range, CancellationToken cancellation);

    /// <summary>What was found at or after a time, in the order in which it was reported.</summary>
    IAsyncEnumerable<byte[]> ReadFindingsAsync(string tenant, DateTimeOffset sinceUtc, CancellationToken cancellation);

    /// <summary>Drops findings, events and closed items that are older.</summary>
    Task TidyAsync(string tenant, DateTimeOffset findingsBeforeUtc, DateTimeOffset restBeforeUtc, CancellationToken cancellation);
}

/// <summary>What a desk starts from.</summary>
/// <param name="LastSequence">Sequence of the last commit; 0 for none.</param>
/// <param name="Rules">The rules; null when there have never been any.</param>
/// <param name="Items">Its items.</param>
public sealed record DeskRecord(long LastSequence, byte[]? Rules, IReadOnlyList<byte[]> Items);

/// <summary>What a commit keeps.</summary>
/// <param name="Tenant">Canonical tenant id.</param>
/// <param name="After">Sequence of the commit before.</param>
/// <param name="AtUtc">When, UTC.</param>
/// <param name="Items">Items as they are now.</param>
/// <param name="Events">What happened, in order; each takes one number after <paramref name="After"/>.</param>
/// <param name="Findings">What was found; null for nothing.</param>
/// <param name="Rules">The rules as they are now; null when they have not changed.</param>
public sealed record DeskCommit(
    string Tenant,
    long After,
    DateTimeOffset AtUtc,
    IReadOnlyList<ItemRecord> Items,
    IReadOnlyList<byte[]> Events,
    byte[]? Findings,
    byte[]? Rules)
{
    /// <summary>Sequence of this commit: each has one of its own, also without events.</summary>
    public long Sequence => After + Math.Max(1, Events.Count);
}

/// <summary>An item as it is now.</summary>
/// <param name="ItemId">Its id.</param>
/// <param name="OpenedUtc">When it was opened, UTC.</param>
/// <param name="ClosedUtc">When it was closed, UTC; null while it is open.</param>
/// <param name="Payload">What is stored of it.</param>
public sealed record ItemRecord(string ItemId, DateTimeOffset OpenedUtc, DateTimeOffset? ClosedUtc, byte[] Payload);

/// <summary>Something that happened.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Payload">What is stored of it.</param>
public sealed record EventRecord(long Sequence, byte[] Payload);

/// <summary>Which items are read.</summary>
/// <param name="Open">True: open ones; false: closed ones; null: both.</param>
/// <param name="FromUtc">Opened at or after, UTC; null for any.</param>
/// <param name="ToUtc">Opened before, UTC; null for any.</param>
public sealed record ItemRange(bool? Open, DateTimeOffset? FromUtc, DateTimeOffset? ToUtc);
