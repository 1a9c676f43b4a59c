using CostIntel.Contracts.Otlp;
using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Grpc.Core;
using Grpc.Net.Client;
using KeyValue = CostIntel.Contracts.Otlp.KeyValue;
using Metric = CostIntel.Contracts.Otlp.Metric;
using Resource = CostIntel.Contracts.Otlp.Resource;

namespace CostIntel.EndToEnd;

/// <summary>Metrics exported to a running engine as a collector does.</summary>
public sealed class OpenTelemetryExports : IAsyncLifetime, IDisposable
{
    private const ulong Nanoseconds = 1_000_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _end = new(Patience);
    private readonly ulong _start = (ulong)TimeProvider.System.GetUtcNow().AddMinutes(-30).ToUnixTimeSeconds();
    private EngineProcess _engine = null!;
    private GrpcChannel _channel = null!;

    public async Task InitializeAsync()
    {
        _engine = await EngineProcess.StartAsync(_folder.File("data"));
        _channel = GrpcChannel.ForAddress(_engine.Url);
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _engine.DisposeAsync();
    }

    public void Dispose()
    {
        _end.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_was_answered_is_there_after_a_kill_and_an_export_sent_again_teaches_nothing()
    {
        var first = await ExportAsync(Host(Cpu(0, 0.25), Received(0, 600)));
        var again = await ExportAsync(Host(Cpu(0, 0.25), Received(0, 600)));
        await _engine.KillAsync();
        await _engine.StartAgainAsync();
        await ExportAsync(Host(Cpu(1, 0.5)));
        var metrics = (await GetAsync()).Metrics;

        Assert.Null(first.PartialSuccess);
        Assert.Null(again.PartialSuccess);
        Assert.Equal(
            [("cpu.utilization", 3, 1, 50.0), ("network.receive", 2, 1, 10.0)],
            metrics.Select(metric => (metric.Metric, metric.Samples, metric.Ignored, metric.LastValue)));
    }

    [Fact]
    public async Task What_is_not_understood_is_answered_with_reasons_and_the_rest_is_taken()
    {
        var unknown = Host(Cpu(0, 0.25));
        unknown.Resource.Attributes.Clear();
        var cumulative = Received(0, 600);
        cumulative.Sum.AggregationTemporality = AggregationTemporality.Cumulative;
        var impossible = Gauge("memory.utilization", "%", Point(0, -5));

        var answer = (await ExportAsync(unknown, Host(Cpu(0, 0.25), cumulative, impossible))).PartialSuccess;
        var metric = Assert.Single((await GetAsync()).Metrics);

        Assert.Equal(4, answer.RejectedDataPoints);
        Assert.Contains("no attribute costintel.provider or cloud.provider", answer.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("cumulativetodelta", answer.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("memory.utilization is not negative", answer.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(("cpu.utilization", 25), (metric.Metric, metric.LastValue));
    }

    [Fact]
    public async Task A_metric_too_many_is_rejected_and_so_is_an_export_too_large()
    {
        var many = Host([.. Enumerable.Range(0, 25).Select(number => Gauge($"g{number}", "1", Point(0, 1)))]);
        var huge = Host(Gauge("load", "1", [.. Enumerable.Range(0, 10_001).Select(second => Point(second, 1))]));

        var answer = (await ExportAsync(many)).PartialSuccess;
        var refusal = await Assert.ThrowsAsync<RpcException>(() => ExportAsync(huge));

        Assert.Equal(1, answer.RejectedDataPoints);
        Assert.Contains("24 metrics already", answer.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        Assert.Contains("send_batch_max_size", refusal.Status.Detail, StringComparison.Ordinal);
    }

    private static ResourceMetrics Host(params Metric[] metrics)
    {
        var host = new ResourceMetrics { Resource = new Resource(), ScopeMetrics = { new ScopeMetrics() } };
        host.Resource.Attributes.Add(Text("cloud.provider", "AWS"));
        host.Resource.Attributes.Add(Text("cloud.account.id", "1"));
        host.Resource.Attributes.Add(Text("host.id", "vm-1"));
        host.ScopeMetrics[0].Metrics.AddRange(metrics);
        return host;
    }

    private static KeyValue Text(string key, string value) => new() { Key = key, Value = new() { StringValue = value } };

    private static Metric Gauge(string name, string unit, params NumberDataPoint[] points)
    {
        var gauge = new Metric { Name = name, Unit = unit, Gauge = new Gauge() };
        gauge.Gauge.DataPoints.AddRange(points);
        return gauge;
    }

    private NumberDataPoint Point(int second, double value, params KeyValue[] attributes)
    {
        var time = (_start + (ulong)second) * Nanoseconds;
        var point = new NumberDataPoint { StartTimeUnixNano = time - (60 * Nanoseconds), TimeUnixNano = time, AsDouble = value };
        point.Attributes.AddRange(attributes);
        return point;
    }

    private Metric Cpu(int minute, double busy) => Gauge(
        "system.cpu.utilization",
        "1",
        Point(minute * 60, 1 - busy, Text("state", "idle")),
        Point(minute * 60, busy, Text("state", "user")));

    private Metric Received(int minute, double bytes) => new()
    {
        Name = "system.network.io",
        Unit = "By",
        Sum = new()
        {
            AggregationTemporality = AggregationTemporality.Delta,
            IsMonotonic = true,
            DataPoints = { Point(minute * 60, bytes, Text("direction", "receive")) },
        },
    };

    private async Task<ExportMetricsServiceResponse> ExportAsync(params ResourceMetrics[] measured)
    {
        var request = new ExportMetricsServiceRequest();
        request.ResourceMetrics.AddRange(measured);

        // Collectors compress unless they are told not to.
        var headers = new Metadata { { "grpc-internal-encoding-request", "gzip" } };
        return await new MetricsService.MetricsServiceClient(_channel).ExportAsync(request, headers, cancellationToken: _end.Token);
    }

    private async Task<GetMetricsResponse> GetAsync() => await new TelemetryService.TelemetryServiceClient(_channel)
        .GetMetricsAsync(new() { Provider = "aws", BillingAccountId = "1", ResourceId = "vm-1" });
}
