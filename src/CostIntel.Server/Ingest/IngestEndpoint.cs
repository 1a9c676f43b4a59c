using CostIntel.Contracts.V1;
using CostIntel.Server.Access;
using CostIntel.Server.Errors;
using CostIntel.Server.Statements;
using Grpc.Core;

namespace CostIntel.Server.Ingest;

/// <summary>Takes in usage streams and billing statements.</summary>
internal sealed class IngestEndpoint(IngestStreams streams, SeriesCaches caches, StatementImports imports) : IngestEndpointBase
{
    private const string ImportPrefix = "import:";

    /// <inheritdoc/>
    public override async Task Stream(
        IAsyncStreamReader<IngestFrame> requests,
        IServerStreamWriter<IngestStreamResponse> responses,
        ServerCallContext context)
    {
        var tenant = context.Principal().Tenant;
        var producer = await IngestStreams.OpenAsync(requests, context.CancellationToken);
        Require.That(
            !producer.StartsWith(ImportPrefix, StringComparison.Ordinal),
            $"producer_id must not begin with '{ImportPrefix}': those are the engine's own.");
        await streams.RunAsync(
            tenant.Scope(producer), caches.ChargesOf(tenant), new UsageIntake(tenant), requests, responses, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task ImportStatement(
        IAsyncStreamReader<ImportStatementRequest> requests,
        IServerStreamWriter<ImportStatementResponse> responses,
        ServerCallContext context) => imports.RunAsync(
            context.Principal().Tenant, requests, responses, context.CancellationToken);
}
