using CostIntel.Domain.Encoding;

namespace CostIntel.Domain.Ledger;

/// <summary>
/// One entry of a partition's usage log: what one flush made durable. Segments of several producers, each with the
/// sequence of its batch, so that who was counted up to where is in the same write as the charges.
/// </summary>
public static class LogEntryCodec
{
    private const byte Version = 1;

    /// <summary>Appends an entry.</summary>
    public static void Write(ByteWriter writer, IReadOnlyList<LogSegment> segments)
    {
        writer.WriteByte(Version);
        writer.WriteVarint((ulong)segments.Count);
        foreach (var segment in segments)
        {
            writer.WriteString(segment.Producer);
            writer.WriteVarint(segment.Sequence);
            writer.WriteBytes(segment.Records.Span);
        }
    }

    /// <summary>Reads an entry; the segments share its memory.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut, corrupt or of a later version.</exception>
    public static LogSegment[] Decode(ReadOnlyMemory<byte> entry)
    {
        var reader = new SpanReader(entry.Span);
        var version = reader.ReadByte();
        if (version != Version)
        {
            throw new InvalidDataException($"A usage log entry has version {version}; this program reads {Version}.");
        }

        var segments = new LogSegment[reader.ReadCount()];
        for (var i = 0; i < segments.Length; i++)
        {
            var producer = reader.ReadString();
            var sequence = reader.ReadVarint();
            var length = reader.ReadBytes().Length;
            segments[i] = new(producer, sequence, entry.Slice(reader.Position - length, length));
        }

        return segments;
    }
}

/// <summary>The charges of one batch that fall into one partition.</summary>
/// <param name="Producer">Who sent them.</param>
/// <param name="Sequence">The number of their batch.</param>
/// <param name="Records">Encoded by <see cref="UsageRecordCodec"/>, one behind the other.</param>
public readonly record struct LogSegment(string Producer, ulong Sequence, ReadOnlyMemory<byte> Records);
