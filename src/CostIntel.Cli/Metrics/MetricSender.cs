using CostIntel.Contracts.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CostIntel.Cli.Metrics;

/// <summary>What became of the samples of a file.</summary>
/// <param name="Accepted">Samples that count since now.</param>
/// <param name="Duplicates">Samples that had been sent before.</param>
/// <param name="Refused">Samples that do not count: their row, and why.</param>
internal sealed record SendOutcome(long Accepted, long Duplicates, IReadOnlyList<(SampleRow Row, Rejection Why)> Refused);

/// <summary>
/// Streams rows of a file, always in the same batches: under the producer id of the file's content, sending it again adds
/// nothing, and a sending that was cut off goes on where it was.
/// </summary>
internal sealed class MetricSender(TelemetryService.TelemetryServiceClient client, MetricSeries account)
{
    private const int BatchRows = 1_000;

    public async Task<SendOutcome> SendAsync(string producer, IEnumerable<SampleRow> rows, CancellationToken cancellation)
    {
        using var call = client.Stream(cancellationToken: cancellation);
        await call.RequestStream.WriteAsync(
            new TelemetryStreamRequest { Open = new IngestOpen { ProducerId = producer } }, cancellation);
        var sent = new Queue<SampleRow[]>();
        var outcome = (Accepted: 0L, Duplicates: 0L, Refused: new List<(SampleRow, Rejection)>());
        var room = 1;
        var sequence = 0UL;
        foreach (var batch in rows.Chunk(BatchRows))
        {
            if (sequence == 0)
            {
                room = (int)(await NextAsync(call, cancellation)).Opened.MaxUnacknowledgedBatches;
            }

            await call.RequestStream.WriteAsync(new() { Batch = BatchOf(++sequence, batch) }, cancellation);
            sent.Enqueue(batch);
            if (sent.Count == room)
            {
                Take((await NextAsync(call, cancellation)).Ack);
            }
        }

        await call.RequestStream.CompleteAsync();
        while (sent.Count > 0)
        {
            Take((await NextAsync(call, cancellation)).Ack);
        }

        return new(outcome.Accepted, outcome.Duplicates, outcome.Refused);

        void Take(IngestAck ack)
        {
            var batch = sent.Dequeue();
            outcome.Accepted += ack.Accepted;
            outcome.Duplicates += ack.Duplicates;
            outcome.Refused.AddRange(ack.Rejections.Select(why => (batch[why.RecordIndex], why)));
        }
    }

    private static async Task<IngestStreamResponse> NextAsync(
        AsyncDuplexStreamingCall<TelemetryStreamRequest, IngestStreamResponse> call, CancellationToken cancellation) =>
        await call.ResponseStream.MoveNext(cancellation)
            ? call.ResponseStream.Current
            : throw new RpcException(new Status(StatusCode.Unavailable, "The engine ended the stream before it had acknowledged all."));

    private TelemetryBatch BatchOf(ulong sequence, SampleRow[] rows)
    {
        var batch = new TelemetryBatch { Sequence = sequence };
        var positions = new Dictionary<(string, string), uint>();
        foreach (var row in rows)
        {
            if (!positions.TryGetValue((row.Resource, row.Metric), out var position))
            {
                positions.Add((row.Resource, row.Metric), position = (uint)batch.Series.Count);
                var series = account.Clone();
                (series.ResourceId, series.Metric) = (row.Resource, row.Metric);
                batch.Series.Add(series);
            }

            batch.Samples.Add(new MetricSample
            {
                SeriesIndex = position,
                Time = new Timestamp { Seconds = row.UnixSeconds },
                Value = row.Value,
            });
        }

        return batch;
    }
}
