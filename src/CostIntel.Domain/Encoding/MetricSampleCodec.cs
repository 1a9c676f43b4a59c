using System.Buffers.Binary;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Encoding;

/// <summary>
/// Samples as they stand in the usage log, between charges: a length, the series' number, the time and eight bytes of
/// value. About 15 bytes each.
/// </summary>
public static class MetricSampleCodec
{
    /// <summary>Appends a sample.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The series is negative; nothing is written.</exception>
    public static void Write(ByteWriter writer, in MetricSample sample)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sample.SeriesId);
        var start = writer.Length;
        writer.WriteByte(0);
        writer.WriteVarint((ulong)sample.SeriesId);
        writer.WriteZigZag(sample.UnixSeconds);
        Span<byte> value = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(value, sample.Value);
        writer.WriteRaw(value);
        writer.CloseLength(start);
    }

    /// <summary>Reads a sample.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut or corrupt.</exception>
    public static MetricSample Read(ref SpanReader reader) => Read(ref reader, RecordHeader.Read(ref reader));

    /// <summary>Reads what follows a sample's header.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut or corrupt.</exception>
    public static MetricSample Read(ref SpanReader reader, RecordHeader header)
    {
        var seconds = reader.ReadZigZag();
        var value = BinaryPrimitives.ReadDoubleLittleEndian(reader.ReadRaw(sizeof(double)));
        return reader.Position == header.End
            ? new MetricSample(header.SeriesId, seconds, value)
            : throw new InvalidDataException("A stored sample is longer or shorter than it says.");
    }
}
