using Grpc.Core;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>Answers by running the health checks of ASP.NET Core; watchers hear of what the publisher finds.</summary>
internal sealed class HealthChecksService(
    HealthServiceImpl statuses,
    HealthCheckService checks,
    IOptions<GrpcHealthChecksOptions> options) : Health.V1.Health.HealthBase
{
    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        await RefreshAsync(request.Service, context.CancellationToken);
        return await statuses.Check(request, context);
    }

    public override async Task Watch(
        HealthCheckRequest request,
        IServerStreamWriter<HealthCheckResponse> responseStream,
        ServerCallContext context)
    {
        await RefreshAsync(request.Service, context.CancellationToken);
        await statuses.Watch(request, responseStream, context);
    }

    private async Task RefreshAsync(string service, CancellationToken cancellationToken)
    {
        if (options.Value.Services.Predicates.TryGetValue(service, out var counts))
        {
            var report = await checks.CheckHealthAsync(
                check => counts(new HealthCheckMapContext(check.Name, check.Tags)), cancellationToken);
            statuses.SetStatus(service, HealthChecksPublisher.ToServing(report.Status));
        }
    }
}

/// <summary>Tells watchers what the periodic run of the health checks found.</summary>
internal sealed class HealthChecksPublisher(HealthServiceImpl statuses, IOptions<GrpcHealthChecksOptions> options)
    : IHealthCheckPublisher
{
    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        foreach (var (service, counts) in options.Value.Services.Predicates)
        {
            var healthy = report.Entries
                .Where(entry => counts(new HealthCheckMapContext(entry.Key, entry.Value.Tags)))
                .All(entry => entry.Value.Status != HealthStatus.Unhealthy);
            statuses.SetStatus(service, ToServing(healthy ? HealthStatus.Healthy : HealthStatus.Unhealthy));
        }

        return Task.CompletedTask;
    }

    /// <summary>A degraded service still serves.</summary>
    public static ServingStatus ToServing(HealthStatus status) =>
        status == HealthStatus.Unhealthy ? ServingStatus.NotServing : ServingStatus.Serving;
}
