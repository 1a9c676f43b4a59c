using System.Collections.Concurrent;
using System.Net;
using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Grpc.Net.Client;

namespace CostIntel.EndToEnd;

/// <summary>Metrics and traces as a collector receives them.</summary>
public sealed class TelemetryExport
{
    [Fact]
    public async Task A_collector_is_sent_metrics_and_traces()
    {
        using var folder = new TemporaryFolder();
        using var collector = new Collector();
        await using var engine = await EngineProcess.StartAsync(
            folder.FullName,
            $"--OTEL_EXPORTER_OTLP_ENDPOINT={collector.Url}",
            "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
            "--OTEL_METRIC_EXPORT_INTERVAL=200");
        using var channel = GrpcChannel.ForAddress(engine.Url);
        await new CostService.CostServiceClient(channel).QueryCostsAsync(new QueryCostsRequest());

        await collector.ReceivesAsync("/v1/metrics", "costintel_grain_calls");
        await collector.ReceivesAsync("/v1/traces", "costintel.v1.CostService/QueryCosts");
    }

    private sealed class Collector : IDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

        private readonly HttpListener _listener = new();
        private readonly ConcurrentQueue<(string Path, string Body)> _received = new();

        public Collector()
        {
            Url = $"http://127.0.0.1:{Programs.FreePort()}";
            _listener.Prefixes.Add(Url + "/");
            _listener.Start();
            _ = ServeAsync();
        }

        public string Url { get; }

        /// <summary>Messages are protobuf; names stand in them as they are.</summary>
        public async Task ReceivesAsync(string path, string text)
        {
            using var limit = new CancellationTokenSource(Patience);
            while (!_received.Any(request => request.Path == path && request.Body.Contains(text, StringComparison.Ordinal)))
            {
                await Task.Delay(50, limit.Token);
            }
        }

        public void Dispose() => _listener.Close();

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    using var reader = new StreamReader(context.Request.InputStream, System.Text.Encoding.Latin1);
                    _received.Enqueue((context.Request.Url!.AbsolutePath, await reader.ReadToEndAsync()));
                    context.Response.ContentType = "application/x-protobuf";
                    context.Response.Close();
                }
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
