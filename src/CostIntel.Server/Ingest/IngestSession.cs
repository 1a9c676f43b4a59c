using System.Threading.Channels;
using CostIntel.Contracts.V1;
using CostIntel.Grains.Ingest;
using CostIntel.Server.Observability;
using Grpc.Core;

namespace CostIntel.Server.Ingest;

/// <summary>
/// One stream of usage or samples. Batches are read, checked and sent to their partitions one after the other; acknowledgements
/// follow in order as they become durable. Only so many batches may wait for theirs: then reading stops, and with it,
/// through HTTP/2 flow control, the sender.
/// </summary>
internal sealed class IngestSession
{
    public const int RecordsPerBatchMax = 10_000;
    public const int UnacknowledgedBatchesMax = 32;

    private const int RecordsPerRoundMax = 4_000;

    private readonly IRecordIntake _intake;
    private readonly SeriesCache _cache;
    private readonly UsageAppender _appender;
    private readonly TimeProvider _time;
    private readonly BatchSplit _split;
    private readonly IngestMessage _message = new();
    private readonly Channel<PendingAck> _pending =
        Channel.CreateBounded<PendingAck>(new BoundedChannelOptions(UnacknowledgedBatchesMax) { SingleReader = true, SingleWriter = true });

    private readonly List<GatheredBatch> _gathered = [];
    private readonly EngineMetrics _metrics;
    private Task _round = Task.CompletedTask;
    private SessionSeries[] _series = [];
    private ulong _lastSequence;

    public IngestSession(
        IRecordIntake intake,
        SeriesCache cache,
        UsageAppender appender,
        int partitionCount,
        EngineMetrics metrics,
        TimeProvider time)
    {
        _intake = intake;
        _cache = cache;
        _metrics = metrics;
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

    /// <summary>
    /// Reads batches and sends them on. While batches are on their way to the disk the next ones gather, so that many
    /// small ones share the cost of a round; with nothing on its way a batch is sent at once.
    /// </summary>
    private async Task ReadAsync(IAsyncStreamReader<IngestFrame> requests, CancellationToken cancellation)
    {
        var next = requests.MoveNext(cancellation);
        while (true)
        {
            if (_gathered.Count > 0 && (_split.RecordCount >= RecordsPerRoundMax || !next.IsCompleted))
            {
                if (_split.RecordCount >= RecordsPerRoundMax || _round.IsCompleted)
                {
                    await SendAsync(cancellation);
                }
                else
                {
                    await Task.WhenAny(next, _round);
                }

                continue;
            }

            if (!await next)
            {
                await SendAsync(cancellation);
                return;
            }

            await GatherAsync(requests.Current);
            next = requests.MoveNext(cancellation);
        }
    }

    private async Task GatherAsync(IngestFrame received)
    {
        using var frame = received;
        _message.Read(frame.Span);
        CheckOrder();
        await FindSeriesAsync(frame);
        _split.Begin(_message.Sequence);
        var before = _split.RecordCount;
        var rejections = SplitRecords(frame.Span);
        _gathered.Add(new GatheredBatch(_message.Sequence, _split.RecordCount - before, rejections));
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        if (_gathered.Count == 0)
        {
            return;
        }

        var round = _appender.AppendAsync(_split);
        _round = round;
        foreach (var batch in _gathered)
        {
            await _pending.Writer.WriteAsync(new PendingAck(batch, round), cancellation);
        }

        _split.Clear();
        _gathered.Clear();
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
        List<Rejection>? rejections = null;
        var now = _time.GetUtcNow();
        var series = _series.AsSpan(0, _message.Series.Count);
        for (var i = 0; i < _message.Records.Count; i++)
        {
            if (_intake.Take(frame[_message.Records[i]], series, now, _split) is { } fault)
            {
                (rejections ??= []).Add(new Rejection
                {
                    RecordIndex = (uint)i,
                    Field = fault.Field,
                    Reason = fault.Reason,
                });
            }
        }

        return rejections;
    }

    private async Task AcknowledgeAsync(IServerStreamWriter<IngestStreamResponse> responses, CancellationTokenSource stop)
    {
        try
        {
            await foreach (var pending in _pending.Reader.ReadAllAsync(stop.Token))
            {
                var duplicates = (await pending.Appended).GetValueOrDefault(pending.Batch.Sequence);
                var ack = new IngestAck
                {
                    DurableSequence = pending.Batch.Sequence,
                    Accepted = (uint)(pending.Batch.Records - duplicates),
                    Duplicates = (uint)duplicates,
                };
                ack.Rejections.AddRange(pending.Batch.Rejections ?? []);
                _metrics.Acknowledged(pending.Batch.Records - duplicates, duplicates, ack.Rejections.Count);
                await responses.WriteAsync(new IngestStreamResponse { Ack = ack }, stop.Token);
            }
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private readonly record struct GatheredBatch(ulong Sequence, int Records, List<Rejection>? Rejections);

    private readonly record struct PendingAck(GatheredBatch Batch, Task<IReadOnlyDictionary<ulong, int>> Appended);
}
