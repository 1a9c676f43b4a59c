using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.EndToEnd;

/// <summary>Metrics of resources, streamed into a running engine.</summary>
public sealed class Metrics : IAsyncLifetime, IDisposable
{
    private const int Samples = 2_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _end = new(Patience);
    private readonly DateTime _start = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-Samples - 5);
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
    public async Task A_metric_that_behaves_as_it_never_has_reaches_a_subscriber_also_of_a_resource_without_charges()
    {
        using var watch = new AnomalyService.AnomalyServiceClient(_channel).Watch(
            new WatchAnomaliesRequest { FromStart = true }, cancellationToken: _end.Token);

        await SendAsync("host", 1, Enumerable.Range(0, Samples).Select(minute => (minute, 20.0 + (minute % 7))));
        await SendAsync("host", 2, [(Samples + 1, 99.0)]);
        IncidentMember member;
        do
        {
            Assert.True(await watch.ResponseStream.MoveNext(_end.Token));
            member = Assert.Single(watch.ResponseStream.Current.Incident.Members);
        }
        while (member.LastActual < 99);

        Assert.Equal((Measure.Metric, "cpu.utilization", 99), (member.Measure, member.Unit, member.LastActual));
        Assert.Contains("vm-1: cpu.utilization is 99", watch.ResponseStream.Current.Incident.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Samples_count_once_whatever_is_sent_again_and_also_after_a_kill()
    {
        var first = await SendAsync("host", 1, [(0, 20.0), (1, 21.0)]);
        var again = await SendAsync("host", 1, [(0, 20.0), (1, 21.0)]);
        await _engine.KillAsync();
        await _engine.StartAgainAsync();
        var later = await SendAsync("host", 2, [(1, 5.0), (2, 22.0)]);
        var metric = Assert.Single((await GetAsync()).Metrics);

        Assert.Equal((2u, 0u), (first.Accepted, first.Duplicates));
        Assert.Equal((0u, 2u), (again.Accepted, again.Duplicates));
        Assert.Equal((2u, 0u), (later.Accepted, later.Duplicates));
        Assert.Equal((4, 1, 22, "%"), (metric.Samples, metric.Ignored, metric.LastValue, metric.Unit));
    }

    [Fact]
    public async Task Bad_samples_are_refused_one_by_one_and_a_metric_too_many_with_its_reason()
    {
        var batch = new TelemetryBatch { Sequence = 1 };
        for (var number = 0; number < 25; number++)
        {
            batch.Series.Add(Series($"custom.{number}"));
            batch.Samples.Add(new MetricSample { SeriesIndex = (uint)number, Time = Timestamp.FromDateTime(_start), Value = 1 });
        }

        batch.Series.Add(Series("cpu"));
        batch.Samples.Add(new MetricSample { SeriesIndex = 25, Time = Timestamp.FromDateTime(_start), Value = 1 });
        batch.Samples.Add(new MetricSample { SeriesIndex = 0, Value = 1 });
        batch.Samples.Add(new MetricSample { SeriesIndex = 0, Time = Timestamp.FromDateTime(_start), Value = double.NaN });
        batch.Samples.Add(new MetricSample { SeriesIndex = 99, Time = Timestamp.FromDateTime(_start), Value = 1 });

        var ack = await SendAsync("host", batch);

        Assert.Equal(24u, ack.Accepted);
        Assert.Equal(
            [(24u, "metric"), (25u, "metric"), (26u, "time"), (27u, "value"), (28u, "series_index")],
            ack.Rejections.Select(rejection => (rejection.RecordIndex, rejection.Field)));
        Assert.Contains("24 metrics already", ack.Rejections[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_line_sends_a_file_once_and_shows_what_the_engine_has()
    {
        var file = _folder.File("cpu.csv");
        await File.WriteAllLinesAsync(file, ["timestamp,value,resource,metric", "2026-11-01T00:00:00Z,20,vm-1,cpu.utilization", "2026-11-01T00:01:00Z,21.5,vm-1,cpu.utilization"]);
        string[] send = ["metrics", "send", file, "--provider", "AWS", "--account", "1"];

        var (exitCode, said, _) = await Programs.RunCliAsync(_engine.Url, send);
        var (_, again, _) = await Programs.RunCliAsync(_engine.Url, send);
        var (_, shown) = await Cli.JsonAsync(_engine.Url, "metrics", "show", "vm-1", "--provider", "aws", "--account", "1");
        await File.WriteAllLinesAsync(file, ["timestamp,value,resource,metric", "2026-11-01T00:02:00Z,20,vm-1,cpu.utilization", "2026-11-01T00:02:00Z,20,vm-1,cpu"]);
        var (partly, _, refusal) = await Programs.RunCliAsync(_engine.Url, send);
        var (missing, _, error) = await Programs.RunCliAsync(_engine.Url, "metrics", "show", "vm-2");

        Assert.Equal((0, "2 samples taken, 0 had been sent before, 0 refused.\n"), (exitCode, said));
        Assert.Equal("0 samples taken, 2 had been sent before, 0 refused.\n", again);
        Assert.Equal(21.5, shown.GetProperty("metrics")[0].GetProperty("last_value").GetDouble());
        Assert.Equal(1, partly);
        Assert.StartsWith("Line 3: metric: ", refusal, StringComparison.Ordinal);
        Assert.Equal(2, missing);
        Assert.Contains("No metrics of 'vm-2'", error, StringComparison.Ordinal);
    }

    private static MetricSeries Series(string metric) =>
        new() { Provider = "AWS", BillingAccountId = "1", ResourceId = "vm-1", Metric = metric };

    private async Task<GetMetricsResponse> GetAsync() => await new TelemetryService.TelemetryServiceClient(_channel)
        .GetMetricsAsync(new() { Provider = "aws", BillingAccountId = "1", ResourceId = "vm-1" });

    private Task<IngestAck> SendAsync(string producer, ulong sequence, IEnumerable<(int Minute, double Value)> samples)
    {
        var batch = new TelemetryBatch { Sequence = sequence };
        batch.Series.Add(Series("cpu.utilization"));
        batch.Samples.AddRange(samples.Select(sample => new MetricSample
        {
            Time = Timestamp.FromDateTime(_start.AddMinutes(sample.Minute)),
            Value = sample.Value,
        }));
        return SendAsync(producer, batch);
    }

    private async Task<IngestAck> SendAsync(string producer, TelemetryBatch batch)
    {
        using var call = new TelemetryService.TelemetryServiceClient(_channel).Stream(cancellationToken: _end.Token);
        await call.RequestStream.WriteAsync(new() { Open = new() { ProducerId = producer } });
        await call.RequestStream.WriteAsync(new() { Batch = batch });
        await call.RequestStream.CompleteAsync();
        var answers = new List<IngestStreamResponse>();
        await foreach (var answer in call.ResponseStream.ReadAllAsync(_end.Token))
        {
            answers.Add(answer);
        }

        return answers[^1].Ack;
    }
}
