using CostIntel.Domain.Ledger;
using CostIntel.Domain.Partitions;

namespace CostIntel.Grains.Partitions;

/// <summary>Definitions of series, in their stored encoding.</summary>
/// <param name="Tenant">Canonical tenant id.</param>
/// <param name="Series">One encoded series each.</param>
[GenerateSerializer, Immutable, Alias("costintel.series-registration")]
public sealed record SeriesRegistration(
    [property: Id(0)] string Tenant,
    [property: Id(1)] ReadOnlyMemory<byte>[] Series);

/// <summary>Numbers of series in one partition.</summary>
/// <param name="Ids">The numbers.</param>
[GenerateSerializer, Immutable, Alias("costintel.series-ids")]
public sealed record SeriesIds([property: Id(0)] int[] Ids)
{
    /// <summary>Instead of a number: the resource has as many metrics as it may have.</summary>
    public const int Refused = -1;
}

/// <summary>The charges of some batches of one producer that fall into one partition.</summary>
/// <param name="Producer">Who sends.</param>
/// <param name="After">The batch that the sender last sent to this partition; 0 when this is its first.</param>
/// <param name="Segments">The charges of one batch each, in the order of their numbers.</param>
[GenerateSerializer, Immutable, Alias("costintel.append-request")]
public sealed record AppendRequest(
    [property: Id(0)] string Producer,
    [property: Id(1)] ulong After,
    [property: Id(2)] AppendSegment[] Segments);

/// <summary>The charges of one batch that fall into one partition.</summary>
/// <param name="Sequence">The number of the batch.</param>
/// <param name="Count">How many charges.</param>
/// <param name="Records">Encoded records, one behind the other.</param>
/// <param name="EventIds">A 16-byte hash per record (zeros for none), or empty when no record has an event id.</param>
[GenerateSerializer, Immutable, Alias("costintel.append-segment")]
public readonly record struct AppendSegment(
    [property: Id(0)] ulong Sequence,
    [property: Id(1)] int Count,
    [property: Id(2)] ReadOnlyMemory<byte> Records,
    [property: Id(3)] ReadOnlyMemory<byte> EventIds);

/// <summary>What became of charges, now that they are durable.</summary>
/// <param name="Duplicates">By segment: charges that had been counted before; null when there were none.</param>
[GenerateSerializer, Immutable, Alias("costintel.append-outcome")]
public sealed record AppendOutcome([property: Id(0)] int[]? Duplicates)
{
    /// <summary>All counted since now.</summary>
    public static AppendOutcome Counted { get; } = new((int[]?)null);
}

/// <summary>Charges of one resource, in order of their offset.</summary>
/// <param name="Slices">Some of the charges of one log entry each.</param>
[GenerateSerializer, Immutable, Alias("costintel.resource-charges")]
public sealed record ResourceCharges([property: Id(0)] LogSlice[] Slices);

/// <summary>Sums for one account, in order of their offset.</summary>
/// <param name="Partition">Whose offsets they are.</param>
/// <param name="Entries">The sums of one log entry each.</param>
[GenerateSerializer, Immutable, Alias("costintel.account-charges")]
public sealed record AccountCharges(
    [property: Id(0)] int Partition,
    [property: Id(1)] OffsetEntries<AccountEntry>[] Entries);

/// <summary>Sums for one cube, in order of their offset.</summary>
/// <param name="Partition">Whose offsets they are.</param>
/// <param name="Entries">The sums of one log entry each.</param>
[GenerateSerializer, Immutable, Alias("costintel.cube-charges")]
public sealed record CubeCharges(
    [property: Id(0)] int Partition,
    [property: Id(1)] OffsetEntries<CubeEntry>[] Entries);

/// <summary>Figures of a partition for operators.</summary>
/// <param name="Partition">Its number.</param>
/// <param name="Durable">Offset up to which the log is on disk.</param>
/// <param name="Dispatched">Offset up to which charges were handed to grains.</param>
/// <param name="Checkpointed">Offset up to which the log is truncated.</param>
/// <param name="TailBytes">Bytes of charges that are not yet in a checkpoint.</param>
/// <param name="Series">Number of series.</param>
/// <param name="CheckpointUtc">When the last checkpoint was taken, UTC.</param>
[GenerateSerializer, Immutable, Alias("costintel.partition-status")]
public sealed record PartitionStatus(
    [property: Id(0)] int Partition,
    [property: Id(1)] long Durable,
    [property: Id(2)] long Dispatched,
    [property: Id(3)] long Checkpointed,
    [property: Id(4)] long TailBytes,
    [property: Id(5)] int Series,
    [property: Id(6)] DateTimeOffset CheckpointUtc);

/// <summary>A batch arrived before one that its sender had sent earlier; the sender opens a new stream and resends.</summary>
[GenerateSerializer, Alias("costintel.out-of-order")]
public sealed class OutOfOrderException : Exception
{
    /// <summary>Creates it with a message.</summary>
    public OutOfOrderException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it.</summary>
    public OutOfOrderException()
    {
    }

    /// <summary>Creates it with a message and a cause.</summary>
    public OutOfOrderException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
