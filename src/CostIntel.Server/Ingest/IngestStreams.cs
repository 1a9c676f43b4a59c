using CostIntel.Contracts.V1;
using CostIntel.Grains.Ingest;
using CostIntel.Grains.Partitions;
using CostIntel.Server.Errors;
using CostIntel.Server.Observability;
using Grpc.Core;

namespace CostIntel.Server.Ingest;

/// <summary>Opens streams of records and runs them.</summary>
internal sealed class IngestStreams(IGrainFactory grains, PartitionMap partitions, EngineMetrics metrics, TimeProvider time)
{
    /// <summary>The name of the producer that opens a stream.</summary>
    public static async Task<string> OpenAsync(IAsyncStreamReader<IngestFrame> requests, CancellationToken cancellation)
    {
        var opening = new IngestMessage();
        if (await requests.MoveNext(cancellation))
        {
            using var frame = requests.Current;
            opening.Read(frame.Span);
        }

        return Require.Name(opening.ProducerId, "producer_id", "The first message of a stream must be open.");
    }

    /// <summary>Says where the producer stands, and takes its batches in until it is done.</summary>
    /// <param name="producer">Who sends, as partitions know it.</param>
    /// <param name="cache">The series of what it sends.</param>
    /// <param name="intake">Takes the records in.</param>
    /// <param name="requests">What it sends.</param>
    /// <param name="responses">What it is answered.</param>
    /// <param name="cancellation">Ends the stream.</param>
    public async Task RunAsync(
        string producer,
        SeriesCache cache,
        IRecordIntake intake,
        IAsyncStreamReader<IngestFrame> requests,
        IServerStreamWriter<IngestStreamResponse> responses,
        CancellationToken cancellation)
    {
        var highest = await Task.WhenAll(
            partitions.All(grains).Select(partition => partition.HighestSequenceAsync(producer)));
        await responses.WriteAsync(
            new IngestStreamResponse
            {
                Opened = new IngestOpened
                {
                    HighestSequence = highest.Max(),
                    MaxRecordsPerBatch = IngestSession.RecordsPerBatchMax,
                    MaxUnacknowledgedBatches = IngestSession.UnacknowledgedBatchesMax,
                },
            },
            cancellation);
        var appender = new UsageAppender(grains, partitions, producer);
        var session = new IngestSession(intake, cache, appender, partitions.Count, metrics, time);
        await session.RunAsync(requests, responses, cancellation);
    }
}
