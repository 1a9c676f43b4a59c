using System.Threading.Channels;
using CostIntel.Contracts.V1;
using CostIntel.Contracts.Wire;
using CostIntel.Domain.Charges;
using CostIntel.Domain.Identity;
using CostIntel.Grains.Ingest;
using Grpc.Core;
using UsageRecord = CostIntel.Domain.Charges.UsageRecord;

namespace CostIntel.Server.Ingest;

/// <summary>
/// One ingest stream. Batches are read, checked and sent to their partitions one after the other; acknowledgements
/// follow in order as they become durable. Only so many batches may wait for theirs: then reading stops, and with it,
/// through HTTP/2 flow control, the sender.
/// </summary>
internal sealed class IngestSession
{
    public const int RecordsPerBatchMax = 10_000;
    public const int UnacknowledgedBatchesMax = 32;

    private readonly SeriesCache _cache;
    private readonly UsageAppender _appender;
    private readonly TimeProvider _time;
    private readonly BatchSplit _split;
    private readonly IngestMessage _message = new();
    private readonly Channel<PendingAck> _pending =
        Channel.CreateBounded<PendingAck>(new BoundedChannelOptions(UnacknowledgedBatchesMax) { SingleReader = true, SingleWriter = true });

    private SessionSeries[] _series = [];
    private ulong _lastSequence;

    public IngestSession(SeriesCache cache, UsageAppender appender, int partitionCount, TimeProvider time)
    {
        _cache = cache;
        _appender = appender;
        _time = time;
        _split = new BatchSplit(partitionCount);
    }

    /// <summary>Reads until the sender is done, and returns when everything is acknowledged.</summary>
    public async Task RunAsync(
        IAsyncStreamReader<IngestFrame> requests,
        IServerStreamWriter<IngestStreamResponse> responses,
        CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var acknowledging = AcknowledgeAsync(responses, stop);
        try
        {
            await ReadAsync(requests, stop.Token);
            _pending.Writer.Complete();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // Acknowledging failed and stopped the reading; its error is the one to report.
        }
        catch (Exception failure)
        {
            // What was sent before still becomes durable and is acknowledged; then the sender hears of the failure.
            _pending.Writer.Complete();
            await acknowledging;
            throw failure is InvalidDataException ? Refuse(failure.Message) : failure;
        }

        await acknowledging;
    }

    private static RpcException Refuse(string reason) => new(new Status(StatusCode.InvalidArgument, reason));

    private async Task ReadAsync(IAsyncStreamReader<IngestFrame> requests, CancellationToken cancellation)
    {
        while (await requests.MoveNext(cancellation))
        {
            using var frame = requests.Current;
            _message.Read(frame.Span);
            CheckOrder();
            await FindSeriesAsync(frame);
            var rejections = SplitRecords(frame.Span);
            var appended = _appender.AppendAsync(_message.Sequence, _split);
            await _pending.Writer.WriteAsync(new(_message.Sequence, appended, rejections), cancellation);
        }
    }

    private void CheckOrder()
    {
        if (!_message.IsBatch)
        {
            throw Refuse("A stream is opened once; every further message is a batch.");
        }

        if (_message.Sequence == 0 || (_lastSequence != 0 && _message.Sequence != _lastSequence + 1))
        {
            throw Refuse(
                $"Batch {_message.Sequence} follows batch {_lastSequence}; batches are numbered 1, 2, 3 without a gap.");
        }

        if (_message.Records.Count > RecordsPerBatchMax)
        {
            throw Refuse(
                $"Batch {_message.Sequence} has {_message.Records.Count} records; at most {RecordsPerBatchMax} are allowed.");
        }

        _lastSequence = _message.Sequence;
    }

    private async Task FindSeriesAsync(IngestFrame frame)
    {
        if (_series.Length < _message.Series.Count)
        {
            _series = new SessionSeries[_message.Series.Count];
        }

        List<(int Index, byte[] Encoded)>? unknown = null;
        for (var i = 0; i < _message.Series.Count; i++)
        {
            var encoded = frame.Span[_message.Series[i]];
            if (_cache.TryFind(encoded, out var known))
            {
                _series[i] = known;
            }
            else
            {
                (unknown ??= []).Add((i, encoded.ToArray()));
            }
        }

        if (unknown is not null)
        {
            var added = await _cache.AddAsync([.. unknown.Select(item => item.Encoded)]);
            for (var i = 0; i < added.Length; i++)
            {
                _series[unknown[i].Index] = added[i];
            }
        }
    }

    private List<Rejection>? SplitRecords(ReadOnlySpan<byte> frame)
    {
        _split.Clear();
        List<Rejection>? rejections = null;
        var now = _time.GetUtcNow();
        for (var i = 0; i < _message.Records.Count; i++)
        {
            var wire = UsageRecordWire.Read(frame[_message.Records[i]]);
            if (Check(wire, now, out var record) is { } fault)
            {
                (rejections ??= []).Add(new Rejection
                {
                    RecordIndex = (uint)i,
                    Field = fault.Field,
                    Reason = fault.Reason,
                });
                continue;
            }

            _split.Add(_series[wire.SeriesIndex].Target.Partition, record, HashOf(wire.EventId));
        }

        return rejections;
    }

    private FieldFault? Check(in UsageRecordWire wire, DateTimeOffset now, out UsageRecord record)
    {
        record = default;
        if (wire.SeriesIndex >= _message.Series.Count)
        {
            return new FieldFault("series_index", $"The batch has {_message.Series.Count} series.");
        }

        var series = _series[wire.SeriesIndex];
        return series.Fault ?? UsageRecordReader.TryRead(wire, series, now, out record);
    }

    private static ReadOnlySpan<byte> HashOf(ReadOnlySpan<byte> eventId) =>
        eventId.IsEmpty ? default : StableHash.Hash128(eventId);

    private async Task AcknowledgeAsync(IServerStreamWriter<IngestStreamResponse> responses, CancellationTokenSource stop)
    {
        try
        {
            await foreach (var pending in _pending.Reader.ReadAllAsync(stop.Token))
            {
                var tally = await pending.Appended;
                var ack = new IngestAck
                {
                    DurableSequence = pending.Sequence,
                    Accepted = (uint)tally.Counted,
                    Duplicates = (uint)tally.Duplicates,
                };
                ack.Rejections.AddRange(pending.Rejections ?? []);
                await responses.WriteAsync(new IngestStreamResponse { Ack = ack }, stop.Token);
            }
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private readonly record struct PendingAck(ulong Sequence, Task<AppendTally> Appended, List<Rejection>? Rejections);
}
