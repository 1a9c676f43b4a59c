using CostIntel.Contracts.OpenTelemetry;
using CostIntel.Contracts.Otlp;
using CostIntel.Server.Access;
using CostIntel.Server.Observability;
using Grpc.Core;

namespace CostIntel.Server.Metrics;

/// <summary>Takes in metrics as OpenTelemetry collectors export them.</summary>
internal sealed class OtlpEndpoint(OtlpIntake intake, EngineMetrics metrics) : MetricsService.MetricsServiceBase
{
    private const int SamplesMax = 10_000;

    /// <inheritdoc/>
    public override async Task<ExportMetricsServiceResponse> Export(
        ExportMetricsServiceRequest request, ServerCallContext context)
    {
        var export = OtlpExport.Read(request);
        if (export.Samples.Count > SamplesMax)
        {
            throw new RpcException(new Status(
                StatusCode.InvalidArgument,
                $"The export comes to {export.Samples.Count} samples; at most {SamplesMax} are allowed. "
                + "Set send_batch_max_size of the collector's batch processor."));
        }

        var taken = await intake.TakeAsync(context.Principal().Tenant, export);
        metrics.Acknowledged(taken, duplicates: 0, export.Rejections.Points);
        return new ExportMetricsServiceResponse { PartialSuccess = export.Rejections.ToMessage() };
    }
}
