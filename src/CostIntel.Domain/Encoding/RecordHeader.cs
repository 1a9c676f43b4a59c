namespace CostIntel.Domain.Encoding;

/// <summary>What every record of the usage log begins with; its series tells what follows.</summary>
/// <param name="SeriesId">The number of its series in its partition.</param>
/// <param name="End">Where the record ends.</param>
public readonly record struct RecordHeader(int SeriesId, int End)
{
    /// <summary>Reads the header of the next record.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut or corrupt.</exception>
    public static RecordHeader Read(ref SpanReader reader)
    {
        var length = reader.ReadCount();
        var end = reader.Position + length;
        var series = reader.ReadVarint();
        return series <= int.MaxValue
            ? new((int)series, end)
            : throw new InvalidDataException("A stored record names a series that cannot be.");
    }

    /// <summary>Passes over the next record.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut or corrupt.</exception>
    public static void Skip(ref SpanReader reader) => reader.Skip(reader.ReadCount());
}
