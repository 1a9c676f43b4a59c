using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CostIntel.Server.Hosting;

/// <summary>Serving from the moment all partitions have recovered until the engine is told to stop.</summary>
internal sealed class EngineHealth(EngineLifetime engine) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        engine.IsReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The engine starts or stops."));
}
