using CostIntel.Domain.Charges;
using CostIntel.Grains.Ingest;

namespace CostIntel.Server.Ingest;

/// <summary>Takes records of one kind in.</summary>
internal interface IRecordIntake
{
    /// <summary>Reads a record as it was sent, checks it and adds it to what its partition gets.</summary>
    /// <param name="encoded">The record.</param>
    /// <param name="series">The batch's series.</param>
    /// <param name="now">The time of the check.</param>
    /// <param name="split">What partitions get.</param>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    /// <exception cref="InvalidDataException">The record is not a valid message.</exception>
    FieldFault? Take(ReadOnlySpan<byte> encoded, ReadOnlySpan<SessionSeries> series, DateTimeOffset now, BatchSplit split);
}
