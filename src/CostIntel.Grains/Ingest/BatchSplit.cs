using CostIntel.Domain.Charges;
using CostIntel.Domain.Encoding;

namespace CostIntel.Grains.Ingest;

/// <summary>Gathers the records of one batch by partition. Reused from batch to batch.</summary>
public sealed class BatchSplit(int partitionCount)
{
    private const int EventIdBytes = 16;

    private readonly ByteWriter?[] _records = new ByteWriter?[partitionCount];
    private readonly List<byte>?[] _eventIds = new List<byte>?[partitionCount];
    private readonly int[] _counts = new int[partitionCount];
    private readonly List<int> _touched = [];

    /// <summary>Partitions that have records.</summary>
    public IReadOnlyList<int> Touched => _touched;

    /// <summary>Adds a record.</summary>
    /// <param name="partition">Whose record it is.</param>
    /// <param name="record">The record.</param>
    /// <param name="eventId">16-byte hash of its event id, or empty.</param>
    public void Add(int partition, in UsageRecord record, ReadOnlySpan<byte> eventId = default)
    {
        if (_counts[partition]++ == 0)
        {
            _touched.Add(partition);
        }

        UsageRecordCodec.Write(_records[partition] ??= new ByteWriter(), record);
        if (!eventId.IsEmpty || _eventIds[partition] is { Count: > 0 })
        {
            AddEventId(partition, eventId);
        }
    }

    /// <summary>The records of a partition, encoded one behind the other.</summary>
    public byte[] RecordsOf(int partition) => _records[partition]!.ToArray();

    /// <summary>How many records a partition has.</summary>
    public int CountOf(int partition) => _counts[partition];

    /// <summary>A hash per record of the partition, zeros for none; empty when no record has an event id.</summary>
    public byte[] EventIdsOf(int partition) => _eventIds[partition]?.ToArray() ?? [];

    /// <summary>Makes room for the next batch.</summary>
    public void Clear()
    {
        foreach (var partition in _touched)
        {
            _counts[partition] = 0;
            _records[partition]!.Clear();
            _eventIds[partition]?.Clear();
        }

        _touched.Clear();
    }

    private void AddEventId(int partition, ReadOnlySpan<byte> eventId)
    {
        var ids = _eventIds[partition] ??= [];
        while (ids.Count < (_counts[partition] - 1) * EventIdBytes)
        {
            ids.Add(0);
        }

        if (eventId.IsEmpty)
        {
            ids.AddRange(new byte[EventIdBytes]);
        }
        else
        {
            foreach (var part in eventId)
            {
                ids.Add(part);
            }
        }
    }
}
