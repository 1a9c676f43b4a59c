namespace CostIntel.Storage.UsageLog;

/// <summary>
/// The usage log: per partition an append-only sequence of entries, numbered 1, 2, 3 and so on, that a checkpoint
/// cuts off at its beginning; with it the series that entries name and the producers they counted.
/// </summary>
public interface IUsageLog
{
    /// <summary>Bytes of log that no checkpoint has cut off, of all partitions; 0 until one has been read.</summary>
    long TailBytes { get; }

    /// <summary>Appends an entry; on disk when it returns.</summary>
    /// <param name="partition">Whose log; 0 and up.</param>
    /// <param name="offset">The entry's number: one more than that of the entry or the checkpoint before.</param>
    /// <param name="payload">The entry; must not change until this returns.</param>
    /// <param name="eventIds">16-byte hashes of the event ids counted with it; may be empty.</param>
    /// <param name="cancellation">Drops the entry if its write has not begun; after that it has no effect.</param>
    /// <exception cref="Sql.StorageException">The number does not follow: somebody else has written.</exception>
    Task AppendAsync(
        int partition,
        long offset,
        ReadOnlyMemory<byte> payload,
        ReadOnlyMemory<byte> eventIds,
        CancellationToken cancellation);

    /// <summary>Entries behind an offset and the last checkpoint, ascending.</summary>
    /// <remarks>
    /// At start the log is read once for all partitions and each gets its share with its first call; a later call
    /// reads the whole of it for one alone.
    /// </remarks>
    /// <exception cref="Sql.StorageException">The log is corrupt.</exception>
    Task<IReadOnlyList<LogRow>> ReadAfterAsync(int partition, long offset, CancellationToken cancellation);

    /// <summary>The last checkpoint; offset 0 before the first one.</summary>
    Task<PartitionCheckpoint> ReadCheckpointAsync(int partition, CancellationToken cancellation);

    /// <summary>Cuts the log off behind an offset and keeps what is known of producers, in one transaction.</summary>
    /// <param name="partition">Whose log.</param>
    /// <param name="through">Entries up to this one are dropped.</param>
    /// <param name="producers">What is known of producers.</param>
    /// <param name="dropEventIdsThrough">Event ids of entries up to this one are dropped.</param>
    /// <param name="cancellation">Drops the checkpoint if its write has not begun.</param>
    Task CheckpointAsync(
        int partition,
        long through,
        ReadOnlyMemory<byte> producers,
        long dropEventIdsThrough,
        CancellationToken cancellation);

    /// <summary>Stores new series; on disk when it returns. Fails for a number that is taken: usage names it.</summary>
    Task AddSeriesAsync(int partition, IReadOnlyList<SeriesRow> rows, CancellationToken cancellation);

    /// <summary>All series of a partition, by number.</summary>
    Task<IReadOnlyList<SeriesRow>> ReadSeriesAsync(int partition, CancellationToken cancellation);

    /// <summary>The event ids that are kept, in the order of their entries.</summary>
    Task<IReadOnlyList<EventIdRow>> ReadEventIdsAsync(int partition, CancellationToken cancellation);

    /// <summary>Fixes the number of partitions at first start; later starts get it whatever they want.</summary>
    Task<int> FixPartitionCountAsync(int wanted, CancellationToken cancellation);
}

/// <summary>An entry.</summary>
/// <param name="Offset">Its number.</param>
/// <param name="Payload">Its bytes.</param>
public readonly record struct LogRow(long Offset, byte[] Payload);

/// <summary>Event ids of an entry.</summary>
/// <param name="Offset">The entry's number.</param>
/// <param name="Ids">16-byte hashes, one behind the other.</param>
public readonly record struct EventIdRow(long Offset, byte[] Ids);

/// <summary>A series.</summary>
/// <param name="Id">Its number in the partition.</param>
/// <param name="Definition">Its stored form.</param>
public readonly record struct SeriesRow(int Id, byte[] Definition);

/// <summary>A checkpoint.</summary>
/// <param name="Offset">Entries up to this one are in snapshots.</param>
/// <param name="Producers">What was known of producers.</param>
public readonly record struct PartitionCheckpoint(long Offset, byte[] Producers);
