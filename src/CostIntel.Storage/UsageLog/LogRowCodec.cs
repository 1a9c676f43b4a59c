using CostIntel.Domain.Encoding;

namespace CostIntel.Storage.UsageLog;

/// <summary>One row of the log: the entries of all partitions that one commit made durable.</summary>
internal static class LogRowCodec
{
    private const byte Version = 1;

    /// <summary>Starts a row.</summary>
    public static void Begin(ByteWriter row)
    {
        row.Clear();
        row.WriteByte(Version);
    }

    /// <summary>Appends an entry.</summary>
    public static void Add(ByteWriter row, int partition, long offset, ReadOnlySpan<byte> payload)
    {
        row.WriteVarint((ulong)partition);
        row.WriteVarint((ulong)offset);
        row.WriteBytes(payload);
    }

    /// <summary>The entries of a row, in the order in which they were added; their payloads lie in the row.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut, corrupt or of a later version.</exception>
    public static List<LogRowEntry> Read(ReadOnlyMemory<byte> row)
    {
        var reader = new SpanReader(row.Span);
        var version = reader.ReadByte();
        if (version != Version)
        {
            throw new InvalidDataException($"It has version {version}; this program reads {Version}.");
        }

        var entries = new List<LogRowEntry>();
        while (!reader.AtEnd)
        {
            var partition = reader.ReadVarint();
            var offset = reader.ReadVarint();
            var length = reader.ReadBytes().Length;
            if (partition > int.MaxValue || offset > long.MaxValue)
            {
                throw new InvalidDataException($"It names entry {offset} of partition {partition}.");
            }

            entries.Add(new LogRowEntry((int)partition, (long)offset, row.Slice(reader.Position - length, length)));
        }

        return entries.Count > 0 ? entries : throw new InvalidDataException("It has no entries.");
    }
}

/// <summary>An entry inside its row.</summary>
internal readonly record struct LogRowEntry(int Partition, long Offset, ReadOnlyMemory<byte> Payload);
