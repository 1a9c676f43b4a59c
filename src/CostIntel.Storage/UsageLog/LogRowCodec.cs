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

    /// <summary>The entries of a row.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut, corrupt or of a later version.</exception>
    public static List<(int Partition, LogRow Entry)> Read(byte[] row)
    {
        var reader = new SpanReader(row);
        var version = reader.ReadByte();
        if (version != Version)
        {
            throw new InvalidDataException($"A row of the usage log has version {version}; this program reads {Version}.");
        }

        var entries = new List<(int, LogRow)>();
        while (!reader.AtEnd)
        {
            var partition = (int)reader.ReadVarint();
            var offset = (long)reader.ReadVarint();
            entries.Add((partition, new LogRow(offset, reader.ReadBytes().ToArray())));
        }

        return entries;
    }
}
