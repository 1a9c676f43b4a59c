using CostIntel.Domain.Access;
using CostIntel.Grains.Partitions;
using CostIntel.Server.Access;
using CostIntel.Server.Observability;

namespace CostIntel.Server.Hosting;

/// <summary>What is served to people and their tools over HTTP/1.1.</summary>
internal static class WebEndpoints
{
    private const string PrometheusText = "text/plain; version=0.0.4; charset=utf-8";

    public static void Map(WebApplication app)
    {
        app.MapGet("/healthz", (EngineLifetime engine) => engine.IsReady
            ? Results.Json(new { status = "SERVING" })
            : Results.Json(new { status = "NOT_SERVING" }, statusCode: StatusCodes.Status503ServiceUnavailable));
        app.MapGet("/metrics", async (
            PrometheusExport export, EngineMetrics metrics, IGrainFactory grains, PartitionMap partitions) =>
        {
            metrics.Observe(await Task.WhenAll(partitions.All(grains).Select(partition => partition.GetStatusAsync())));
            return Results.Text(export.Write(), PrometheusText);
        }).RequireRole(Role.Viewer, Role.Operator);
    }
}
