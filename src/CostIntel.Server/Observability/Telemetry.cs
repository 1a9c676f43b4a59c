using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CostIntel.Server.Observability;

/// <summary>
/// Sends metrics and traces to an OpenTelemetry collector when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one; costs nothing
/// otherwise. <c>OTEL_EXPORTER_OTLP_PROTOCOL</c> is <c>grpc</c> (default) or <c>http/protobuf</c>.
/// </summary>
internal sealed class Telemetry(IConfiguration configuration) : IHostedService, IDisposable
{
    private const string EndpointName = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ProtocolName = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string IntervalName = "OTEL_METRIC_EXPORT_INTERVAL";
    private const int DefaultIntervalMs = 60_000;

    private MeterProvider? _meters;
    private TracerProvider? _tracers;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration[EndpointName] is { Length: > 0 } endpoint)
        {
            var resource = ResourceBuilder.CreateDefault().AddService("costintel", serviceInstanceId: Environment.MachineName);
            _meters = Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(resource)
                .AddMeter("CostIntel.*", "Microsoft.Orleans", "Microsoft.AspNetCore.*", "System.Runtime")
                .AddOtlpExporter((exporter, reader) =>
                {
                    Configure(exporter, endpoint, "v1/metrics");
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds =
                        configuration.GetValue(IntervalName, DefaultIntervalMs);
                })
                .Build();
            _tracers = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource)
                .AddSource("Microsoft.AspNetCore", "Microsoft.Orleans.*")
                .AddOtlpExporter(exporter => Configure(exporter, endpoint, "v1/traces"))
                .Build();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends what is left.</summary>
    public void Dispose()
    {
        _meters?.Dispose();
        _tracers?.Dispose();
    }

    private void Configure(OtlpExporterOptions exporter, string endpoint, string path)
    {
        var isHttp = configuration[ProtocolName] == "http/protobuf";
        exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = new Uri(isHttp ? $"{endpoint.TrimEnd('/')}/{path}" : endpoint);
    }
}
