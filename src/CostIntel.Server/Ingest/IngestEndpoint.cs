using CostIntel.Contracts.V1;
using CostIntel.Grains.Ingest;
using CostIntel.Grains.Partitions;
using CostIntel.Server.Access;
using CostIntel.Server.Errors;
using CostIntel.Server.Observability;
using CostIntel.Server.Statements;
using Grpc.Core;

namespace CostIntel.Server.Ingest;

/// <summary>Takes in usage streams and billing statements.</summary>
internal sealed class IngestEndpoint(
    IGrainFactory grains,
    PartitionMap partitions,
    SeriesCaches caches,
    StatementImports imports,
    EngineMetrics metrics,
    TimeProvider time) : IngestEndpointBase
{
    private const string ImportPrefix = "import:";

    /// <inheritdoc/>
    public override async Task Stream(
        IAsyncStreamReader<IngestFrame> requests,
        IServerStreamWriter<IngestStreamResponse> responses,
        ServerCallContext context)
    {
        var tenant = context.Principal().Tenant;
        var producer = tenant.Scope(await OpenAsync(requests, context.CancellationToken));
        var highest = await HighestSequenceAsync(producer);
        await responses.WriteAsync(
            new IngestStreamResponse
            {
                Opened = new IngestOpened
                {
                    HighestSequence = highest,
                    MaxRecordsPerBatch = IngestSession.RecordsPerBatchMax,
                    MaxUnacknowledgedBatches = IngestSession.UnacknowledgedBatchesMax,
                },
            },
            context.CancellationToken);
        var appender = new UsageAppender(grains, partitions, producer);
        var session = new IngestSession(tenant, caches.Of(tenant), appender, partitions.Count, metrics, time);
        await session.RunAsync(requests, responses, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task ImportStatement(
        IAsyncStreamReader<ImportStatementRequest> requests,
        IServerStreamWriter<ImportStatementResponse> responses,
        ServerCallContext context) => imports.RunAsync(
            context.Principal().Tenant, requests, responses, context.CancellationToken);

    private static async Task<string> OpenAsync(IAsyncStreamReader<IngestFrame> requests, CancellationToken cancellation)
    {
        var opening = new IngestMessage();
        if (await requests.MoveNext(cancellation))
        {
            using var frame = requests.Current;
            opening.Read(frame.Span);
        }

        var producer = Require.Name(opening.ProducerId, "producer_id", "The first message of a stream must be open.");
        Require.That(
            !producer.StartsWith(ImportPrefix, StringComparison.Ordinal),
            $"producer_id must not begin with '{ImportPrefix}': those are the engine's own.");
        return producer;
    }

    private async Task<ulong> HighestSequenceAsync(string producer)
    {
        var highest = await Task.WhenAll(
            partitions.All(grains).Select(partition => partition.HighestSequenceAsync(producer)));
        return highest.Max();
    }
}
