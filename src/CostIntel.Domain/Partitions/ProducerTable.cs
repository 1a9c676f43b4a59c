using CostIntel.Domain.Encoding;

namespace CostIntel.Domain.Partitions;

/// <summary>The highest batch sequence that a partition holds of each producer: what was counted already.</summary>
public sealed class ProducerTable
{
    /// <summary>The name of who does not number its batches: all of them count, and nothing is remembered of it.</summary>
    public const string Nobody = "";

    private const byte Version = 1;

    private readonly Dictionary<string, ulong> _highest = new(StringComparer.Ordinal);

    /// <summary>Number of producers.</summary>
    public int Count => _highest.Count;

    /// <summary>Reads what <see cref="Encode"/> wrote; no bytes are an empty table.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut, corrupt or of a later version.</exception>
    public static ProducerTable Decode(ReadOnlySpan<byte> bytes)
    {
        var table = new ProducerTable();
        if (bytes.IsEmpty)
        {
            return table;
        }

        var reader = new SpanReader(bytes);
        var version = reader.ReadByte();
        if (version != Version)
        {
            throw new InvalidDataException($"A producer table has version {version}; this program reads {Version}.");
        }

        for (var left = reader.ReadCount(); left > 0; left--)
        {
            var producer = reader.ReadString();
            if (!table._highest.TryAdd(producer, reader.ReadVarint()))
            {
                throw new InvalidDataException($"A stored producer table names '{producer}' twice.");
            }
        }

        return table;
    }

    /// <summary>The highest sequence of a producer; 0 for none.</summary>
    public ulong HighestOf(string producer) => _highest.GetValueOrDefault(producer);

    /// <summary>Notes a sequence; lower ones than the highest change nothing.</summary>
    public void Advance(string producer, ulong sequence)
    {
        if (producer != Nobody)
        {
            _highest[producer] = Math.Max(sequence, HighestOf(producer));
        }
    }

    /// <summary>Drops a producer that will never send again.</summary>
    public bool Forget(string producer) => _highest.Remove(producer);

    /// <summary>The bytes of a checkpoint.</summary>
    public byte[] Encode()
    {
        var writer = new ByteWriter();
        writer.WriteByte(Version);
        writer.WriteVarint((ulong)_highest.Count);
        foreach (var (producer, sequence) in _highest)
        {
            writer.WriteString(producer);
            writer.WriteVarint(sequence);
        }

        return writer.ToArray();
    }
}
