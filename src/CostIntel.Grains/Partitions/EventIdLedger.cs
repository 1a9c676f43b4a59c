using System.Buffers.Binary;
using CostIntel.Domain.Encoding;
using CostIntel.Domain.Partitions;
using CostIntel.Storage.UsageLog;

namespace CostIntel.Grains.Partitions;

/// <summary>The event ids that a partition remembers, and which log entries hold them.</summary>
internal sealed class EventIdLedger
{
    private const int IdBytes = 16;

    private readonly EventIdWindow _window = new(EventIdWindow.DefaultCapacity);
    private readonly Queue<(long Offset, int Count)> _entries = new();
    private int _entryIds;

    /// <summary>Ids of entries at or before this offset have left the window.</summary>
    public long KeepAfter { get; private set; }

    /// <summary>Remembers what an earlier activation wrote.</summary>
    public void Restore(IEnumerable<EventIdRow> rows)
    {
        foreach (var (offset, ids) in rows)
        {
            for (var at = 0; at + IdBytes <= ids.Length; at += IdBytes)
            {
                Remember(ids.AsSpan(at, IdBytes));
            }

            Note(offset, ids.Length);
        }
    }

    /// <summary>Ids one behind the other.</summary>
    public static ReadOnlyMemory<byte> Join(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second)
    {
        if (first.IsEmpty || second.IsEmpty)
        {
            return first.IsEmpty ? second : first;
        }

        return (byte[])[.. first.Span, .. second.Span];
    }

    /// <summary>Takes out the records whose id is remembered, and remembers the ids of the rest.</summary>
    public (ReadOnlyMemory<byte> Records, ReadOnlyMemory<byte> EventIds, int Duplicates) Filter(
        ReadOnlyMemory<byte> records, ReadOnlyMemory<byte> eventIds)
    {
        if (eventIds.IsEmpty)
        {
            return (records, eventIds, 0);
        }

        var keptRecords = new ByteWriter();
        var keptIds = new ByteWriter();
        var duplicates = 0;
        var reader = new SpanReader(records.Span);
        for (var at = 0; !reader.AtEnd; at += IdBytes)
        {
            var start = reader.Position;
            RecordHeader.Skip(ref reader);
            var id = eventIds.Span.Slice(at, IdBytes);
            if (id.IndexOfAnyExcept((byte)0) >= 0)
            {
                if (!Remember(id))
                {
                    duplicates++;
                    continue;
                }

                keptIds.WriteRaw(id);
            }

            keptRecords.WriteRaw(records.Span[start..reader.Position]);
        }

        return (keptRecords.ToArray(), keptIds.ToArray(), duplicates);
    }

    /// <summary>Notes which entry holds how many bytes of ids, so that a checkpoint knows what has left the window.</summary>
    public void Note(long offset, int eventIdBytes)
    {
        if (eventIdBytes == 0)
        {
            return;
        }

        _entries.Enqueue((offset, eventIdBytes / IdBytes));
        _entryIds += eventIdBytes / IdBytes;
        while (_entryIds - _entries.Peek().Count >= EventIdWindow.DefaultCapacity)
        {
            var (left, count) = _entries.Dequeue();
            _entryIds -= count;
            KeepAfter = left;
        }
    }

    private bool Remember(ReadOnlySpan<byte> id) => _window.Add(BinaryPrimitives.ReadUInt128BigEndian(id));
}
