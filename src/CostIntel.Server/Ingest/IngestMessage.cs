using System.Text;
using CostIntel.Contracts.Wire;

namespace CostIntel.Server.Ingest;

/// <summary>One <c>IngestStreamRequest</c> read in place, as far as its batch's parts.</summary>
internal sealed class IngestMessage
{
    private readonly List<Range> _series = [];
    private readonly List<Range> _records = [];

    public string? ProducerId { get; private set; }

    public bool IsBatch { get; private set; }

    public ulong Sequence { get; private set; }

    /// <summary>Where in the frame the encoded series are.</summary>
    public IReadOnlyList<Range> Series => _series;

    /// <summary>Where in the frame the encoded records are.</summary>
    public IReadOnlyList<Range> Records => _records;

    /// <summary>Reads a frame; the object is reused from frame to frame.</summary>
    /// <exception cref="InvalidDataException">The message is malformed.</exception>
    public void Read(ReadOnlySpan<byte> frame)
    {
        _series.Clear();
        _records.Clear();
        (ProducerId, IsBatch, Sequence) = (null, false, 0);
        var reader = new WireReader(frame);
        while (!reader.AtEnd)
        {
            switch (reader.ReadTag())
            {
                case (1, WireType.Bytes):
                    ProducerId = ReadOpen(reader.ReadBytes());
                    break;
                case (2, WireType.Bytes):
                    IsBatch = true;
                    var batch = reader.ReadBytes();
                    ReadBatch(batch, frame.Length - reader.Left - batch.Length);
                    break;
                case (_, var type):
                    reader.Skip(type);
                    break;
            }
        }
    }

    private static string ReadOpen(ReadOnlySpan<byte> open)
    {
        var producer = "";
        var reader = new WireReader(open);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            if ((field, type) == (1, WireType.Bytes))
            {
                producer = Encoding.UTF8.GetString(reader.ReadBytes());
            }
            else
            {
                reader.Skip(type);
            }
        }

        return producer;
    }

    private void ReadBatch(ReadOnlySpan<byte> batch, int at)
    {
        var reader = new WireReader(batch);
        while (!reader.AtEnd)
        {
            switch (reader.ReadTag())
            {
                case (1, WireType.Varint):
                    Sequence = reader.ReadVarint();
                    break;
                case (2, WireType.Bytes):
                    _series.Add(RangeOf(reader.ReadBytes(), at + batch.Length - reader.Left));
                    break;
                case (3, WireType.Bytes):
                    _records.Add(RangeOf(reader.ReadBytes(), at + batch.Length - reader.Left));
                    break;
                case (_, var type):
                    reader.Skip(type);
                    break;
            }
        }
    }

    private static Range RangeOf(ReadOnlySpan<byte> part, int end) => (end - part.Length)..end;
}
