using CostIntel.Contracts.V1;
using CostIntel.Grains.Queries;
using CostIntel.Grains.Resources;
using CostIntel.Server.Access;
using CostIntel.Server.Ingest;
using CostIntel.Server.Queries;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CostIntel.Server.Metrics;

/// <summary>Takes in samples of metrics, and shows what resources are like.</summary>
internal sealed class TelemetryEndpoint(
    IngestStreams streams, SeriesCaches caches, ResourceFinder finder, CostQueryRunner runner, IGrainFactory grains)
    : TelemetryEndpointBase
{
    // Neither a producer nor a tenant can have this in its name.
    private const string ProducerSuffix = "|metrics";

    /// <inheritdoc/>
    public override async Task Stream(
        IAsyncStreamReader<IngestFrame> requests,
        IServerStreamWriter<IngestStreamResponse> responses,
        ServerCallContext context)
    {
        var tenant = context.Principal().Tenant;
        var producer = await IngestStreams.OpenAsync(requests, context.CancellationToken);
        await streams.RunAsync(
            tenant.Scope(producer) + ProducerSuffix,
            caches.MetricsOf(tenant),
            new SampleIntake(),
            requests,
            responses,
            context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<GetMetricsResponse> GetMetrics(GetMetricsRequest request, ServerCallContext context)
    {
        var tenant = context.Principal().Tenant;
        var query = new ResourceQuery(request.ResourceId, request.Provider, request.BillingAccountId, request.SubAccountId);
        var key = await finder.FindOrNameAsync(tenant, query, context.CancellationToken);
        await runner.CatchUpAsync(context.CancellationToken);
        var metrics = key is null ? [] : await grains.GetGrain<IResourceGrain>(key.Value.ToString()).GetMetricsAsync();
        if (metrics.Length == 0)
        {
            throw new RpcException(new Status(
                StatusCode.NotFound,
                $"No metrics of '{request.ResourceId}' have been streamed. A resource that was never charged is found by its "
                + "provider, billing account and sub-account."));
        }

        var response = new GetMetricsResponse();
        response.Metrics.AddRange(metrics.Select(ToMessage));
        return response;
    }

    private static ResourceMetric ToMessage(MetricView view)
    {
        var message = Now(view);
        (message.Mean, message.P50, message.P95, message.P99, message.Max) = (view.Mean, view.P50, view.P95, view.P99, view.Max);
        if (view.TrendPerDay is { } trend)
        {
            message.TrendPerDay = trend;
        }

        message.Week.AddRange(Enumerable.Range(0, view.WeekMeans.Length)
            .Where(hour => !double.IsNaN(view.WeekMeans[hour]))
            .Select(hour => new HourOfWeek { Hour = hour, Mean = view.WeekMeans[hour], Peak = view.WeekPeaks[hour] }));
        return message;
    }

    private static ResourceMetric Now(MetricView view) => new()
    {
        Metric = view.Metric,
        Unit = view.Unit,
        Samples = view.Samples,
        Ignored = view.Ignored,
        LastTime = view.LastSeconds == 0 ? null : Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeSeconds(view.LastSeconds)),
        LastValue = view.LastValue,
        Expected = view.Expected,
        IsAnomalous = view.IsAnomalous,
    };
}
