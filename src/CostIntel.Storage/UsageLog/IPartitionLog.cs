using CostIntel.Storage.Sql;

namespace CostIntel.Storage.UsageLog;

/// <summary>
/// The usage log of one partition, for as long as nobody else opens it: then all that writes fails with a
/// <see cref="StorageException"/> whose <see cref="StorageException.IsLeaseLost"/> is true.
/// </summary>
public interface IPartitionLog
{
    /// <summary>Appends an entry; on disk when it returns.</summary>
    /// <param name="offset">The entry's number: one more than that of the entry or the checkpoint before.</param>
    /// <param name="payload">The entry; must not change until this returns.</param>
    /// <param name="eventIds">16-byte hashes of the event ids counted with it; may be empty.</param>
    /// <param name="cancellation">Drops the entry if its write has not begun; after that it has no effect.</param>
    /// <exception cref="StorageException">The lease is lost, or the number does not follow.</exception>
    Task AppendAsync(
        long offset, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> eventIds, CancellationToken cancellation);

    /// <summary>Entries behind an offset and the last checkpoint, ascending.</summary>
    /// <exception cref="StorageException">The log is corrupt.</exception>
    Task<IReadOnlyList<LogRow>> ReadAfterAsync(long offset, CancellationToken cancellation);

    /// <summary>The last checkpoint; offset 0 before the first one.</summary>
    Task<PartitionCheckpoint> ReadCheckpointAsync(CancellationToken cancellation);

    /// <summary>Cuts the log off behind an offset and keeps what is known of producers.</summary>
    /// <param name="through">Entries up to this one are dropped.</param>
    /// <param name="producers">What is known of producers.</param>
    /// <param name="dropEventIdsThrough">Event ids of entries up to this one are dropped.</param>
    /// <param name="cancellation">Drops the checkpoint if its write has not begun.</param>
    /// <exception cref="StorageException">The lease is lost.</exception>
    Task CheckpointAsync(
        long through, ReadOnlyMemory<byte> producers, long dropEventIdsThrough, CancellationToken cancellation);

    /// <summary>Stores new series; on disk when it returns. Fails for a number that is taken: usage names it.</summary>
    /// <exception cref="StorageException">The lease is lost.</exception>
    Task AddSeriesAsync(IReadOnlyList<SeriesRow> rows, CancellationToken cancellation);

    /// <summary>All series of the partition, by number.</summary>
    Task<IReadOnlyList<SeriesRow>> ReadSeriesAsync(CancellationToken cancellation);

    /// <summary>The event ids that are kept, in the order of their entries.</summary>
    Task<IReadOnlyList<EventIdRow>> ReadEventIdsAsync(CancellationToken cancellation);
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
