using System.Diagnostics.Metrics;
using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Grpc.Net.Client;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace CostIntel.EndToEnd;

/// <summary>A program that is instrumented with OpenTelemetry's own library exports straight to the engine.</summary>
public sealed class OpenTelemetrySdk
{
    private const int PatienceMilliseconds = 30_000;

    public static TheoryData<MetricStreamConfiguration> Histograms => new(
        new ExplicitBucketHistogramConfiguration { Boundaries = [0.05, 0.1] },
        new Base2ExponentialBucketHistogramConfiguration());

    [Theory]
    [MemberData(nameof(Histograms))]
    public async Task What_the_library_exports_becomes_metrics_of_the_resource_that_it_names(MetricStreamConfiguration histogram)
    {
        using var folder = new TemporaryFolder();
        await using var engine = await EngineProcess.StartAsync(folder.FullName);
        using var channel = GrpcChannel.ForAddress(engine.Url);
        using var shop = new Meter("shop" + histogram.GetType().Name);
        using var provider = Export(shop.Name, engine.Url, histogram);

        shop.CreateGauge<double>("system.memory.utilization", "1").Record(0.25, new KeyValuePair<string, object?>("state", "used"));
        shop.CreateUpDownCounter<int>("http.server.active_requests").Add(3);
        var durations = shop.CreateHistogram<double>("http.server.request.duration", "s");
        foreach (var status in Enumerable.Repeat(200, 9).Append(500))
        {
            durations.Record(0.07, new KeyValuePair<string, object?>("http.response.status_code", status));
        }

        Assert.True(provider.ForceFlush(PatienceMilliseconds));
        var metrics = (await new TelemetryService.TelemetryServiceClient(channel).GetMetricsAsync(
            new() { Provider = "aws", BillingAccountId = "1", ResourceId = "shop-1" })).Metrics.ToDictionary(metric => metric.Metric);

        Assert.Equal(25, metrics["memory.utilization"].LastValue);
        Assert.Equal(3, metrics["connections"].LastValue);
        Assert.Equal(70, metrics["latency.p99"].LastValue, precision: 3);
        Assert.True(metrics["requests"].LastValue > 0);
        Assert.Equal(metrics["requests"].LastValue / 10, metrics["errors"].LastValue, precision: 6);
    }

    private static MeterProvider Export(string meter, string url, MetricStreamConfiguration histogram) => Sdk.CreateMeterProviderBuilder()
        .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddAttributes(
        [
            new("cloud.provider", "aws"), new("cloud.account.id", "1"), new("service.instance.id", "shop-1"),
        ]))
        .AddMeter(meter)
        .AddView("http.server.request.duration", histogram)
        .AddOtlpExporter((exporter, reader) =>
        {
            exporter.Endpoint = new Uri(url);
            exporter.Protocol = OtlpExportProtocol.Grpc;
            reader.TemporalityPreference = MetricReaderTemporalityPreference.Delta;
        })
        .Build();
}
