namespace CostIntel.Domain.Partitions;

/// <summary>Some charges of one log entry that belong to one resource, as encoded records one behind the other.</summary>
/// <param name="Offset">The entry's offset in its partition's log.</param>
/// <param name="Records">The records.</param>
public readonly record struct LogSlice(long Offset, ReadOnlyMemory<byte> Records);
