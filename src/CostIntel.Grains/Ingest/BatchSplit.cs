using CostIntel.Domain.Charges;
using CostIntel.Domain.Encoding;
using CostIntel.Domain.Telemetry;
using CostIntel.Grains.Partitions;

namespace CostIntel.Grains.Ingest;

/// <summary>Gathers the records of one batch, or of several in a row, by partition. Used again and again.</summary>
public sealed class BatchSplit(int partitionCount)
{
    private readonly PartitionShare?[] _shares = new PartitionShare?[partitionCount];
    private readonly List<int> _touched = [];
    private ulong _sequence;

    /// <summary>Partitions that have records.</summary>
    public IReadOnlyList<int> Touched => _touched;

    /// <summary>Records gathered.</summary>
    public int RecordCount { get; private set; }

    /// <summary>Starts a batch; its number is higher than that of the one before.</summary>
    public void Begin(ulong sequence) => _sequence = sequence;

    /// <summary>Adds a record of the batch.</summary>
    /// <param name="partition">Whose record it is.</param>
    /// <param name="record">The record.</param>
    /// <param name="eventId">16-byte hash of its event id, or empty.</param>
    public void Add(int partition, in UsageRecord record, ReadOnlySpan<byte> eventId = default)
    {
        UsageRecordCodec.Write(Open(partition), record);
        _shares[partition]!.Close(eventId);
    }

    /// <summary>Adds a sample of the batch.</summary>
    /// <param name="partition">Whose sample it is.</param>
    /// <param name="sample">The sample.</param>
    public void Add(int partition, in MetricSample sample)
    {
        MetricSampleCodec.Write(Open(partition), sample);
        _shares[partition]!.Close(default);
    }

    /// <summary>What a partition gets, one segment a batch.</summary>
    public AppendSegment[] SegmentsOf(int partition) => _shares[partition]!.ToSegments();

    /// <summary>Makes room for the next batch.</summary>
    public void Clear()
    {
        foreach (var partition in _touched)
        {
            _shares[partition]!.Clear();
        }

        _touched.Clear();
        RecordCount = 0;
    }

    private ByteWriter Open(int partition)
    {
        var share = _shares[partition] ??= new PartitionShare();
        if (share.IsEmpty)
        {
            _touched.Add(partition);
        }

        RecordCount++;
        return share.Open(_sequence);
    }

    private sealed class PartitionShare
    {
        private const int EventIdBytes = 16;

        private readonly ByteWriter _records = new();
        private readonly ByteWriter _eventIds = new();
        private readonly List<(ulong Sequence, int Count, int RecordsEnd, int EventIdsEnd)> _segments = [];

        public bool IsEmpty => _segments.Count == 0;

        /// <summary>Where the next record of a batch is written to.</summary>
        public ByteWriter Open(ulong sequence)
        {
            if (IsEmpty || _segments[^1].Sequence != sequence)
            {
                _segments.Add((sequence, 0, _records.Length, _eventIds.Length));
            }

            return _records;
        }

        /// <summary>Counts the record that was written.</summary>
        public void Close(ReadOnlySpan<byte> eventId)
        {
            var (sequence, count, _, _) = _segments[^1];
            AddEventId(eventId, count);
            _segments[^1] = (sequence, count + 1, _records.Length, _eventIds.Length);
        }

        public AppendSegment[] ToSegments()
        {
            var records = _records.ToArray();
            var eventIds = _eventIds.ToArray();
            var segments = new AppendSegment[_segments.Count];
            var (recordsAt, eventIdsAt) = (0, 0);
            for (var i = 0; i < segments.Length; i++)
            {
                var (sequence, count, recordsEnd, eventIdsEnd) = _segments[i];
                segments[i] = new AppendSegment(
                    sequence, count, records.AsMemory(recordsAt..recordsEnd), eventIds.AsMemory(eventIdsAt..eventIdsEnd));
                (recordsAt, eventIdsAt) = (recordsEnd, eventIdsEnd);
            }

            return segments;
        }

        public void Clear()
        {
            _records.Clear();
            _eventIds.Clear();
            _segments.Clear();
        }

        // Most producers send no event ids; from the first one on, every record of the batch has a place.
        private void AddEventId(ReadOnlySpan<byte> eventId, int before)
        {
            var start = _segments.Count > 1 ? _segments[^2].EventIdsEnd : 0;
            if (eventId.IsEmpty && _eventIds.Length == start)
            {
                return;
            }

            Span<byte> none = stackalloc byte[EventIdBytes];
            none.Clear();
            while (_eventIds.Length < start + (before * EventIdBytes))
            {
                _eventIds.WriteRaw(none);
            }

            _eventIds.WriteRaw(eventId.IsEmpty ? none : eventId);
        }
    }
}
