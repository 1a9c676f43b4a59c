namespace CostIntel.Storage.UsageLog;

/// <summary>
/// The usage log: per partition an append-only sequence of entries, numbered 1, 2, 3 and so on, that a checkpoint
/// cuts off at its beginning; with it the series that entries name and the producers they counted.
/// </summary>
public interface IUsageLog
{
    /// <summary>Appends an entry; on disk when it returns.</summary>
    /// <param name="partition">Whose log.</param>
    /// <param name="offset">The entry's number.</param>
    /// <param name="payload">The entry.</param>
    /// <param name="eventIds">16-byte hashes of the event ids counted with it; may be empty.</param>
    /// <param name="cancellation">Gives up waiting; the entry may be written all the same.</param>
    Task AppendAsync(
        int partition,
        long offset,
        ReadOnlyMemory<byte> payload,
        ReadOnlyMemory<byte> eventIds,
        CancellationToken cancellation);

    /// <summary>Entries behind an offset, ascending. A partition reads before it appends.</summary>
    Task<IReadOnlyList<LogRow>> ReadAfterAsync(int partition, long offset, CancellationToken cancellation);

    /// <summary>The last checkpoint; offset 0 before the first one.</summary>
    Task<PartitionCheckpoint> ReadCheckpointAsync(int partition, CancellationToken cancellation);

    /// <summary>Cuts the log off behind an offset and keeps what is known of its producers, in one transaction.</summary>
    /// <param name="partition">Whose log.</param>
    /// <param name="through">Entries up to this one are dropped.</param>
    /// <param name="producers">What is known of producers.</param>
    /// <param name="dropEventIdsThrough">Event ids of entries up to this one are dropped.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    Task CheckpointAsync(
        int partition,
        long through,
        ReadOnlyMemory<byte> producers,
        long dropEventIdsThrough,
        CancellationToken cancellation);

    /// <summary>Stores series; on disk when it returns.</summary>
    Task AddSeriesAsync(int partition, IReadOnlyList<SeriesRow> rows, CancellationToken cancellation);

    /// <summary>All series of a partition, by number.</summary>
    Task<IReadOnlyList<SeriesRow>> ReadSeriesAsync(int partition, CancellationToken cancellation);

    /// <summary>The event ids that are kept, in the order of their entries.</summary>
    Task<IReadOnlyList<EventIdRow>> ReadEventIdsAsync(int partition, CancellationToken cancellation);

    /// <summary>Fixes the number of partitions at first start; later starts get that number whatever they want.</summary>
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
