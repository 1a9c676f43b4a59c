namespace CostIntel.Domain.Partitions;

/// <summary>What one log entry adds to an account or a cube.</summary>
/// <param name="Offset">The entry's offset in its partition's log.</param>
/// <param name="Entries">The sums; one array, never changed once made.</param>
public readonly record struct OffsetEntries<T>(long Offset, T[] Entries);
