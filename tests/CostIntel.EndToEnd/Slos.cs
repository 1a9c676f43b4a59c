using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.EndToEnd;

/// <summary>Service level objectives of a running engine: error budgets from streamed samples, and checks of changes.</summary>
public sealed class Slos : IAsyncLifetime, IDisposable
{
    private const int Minutes = 4 * 1_440;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _end = new(Patience);
    private readonly DateTime _start = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-Minutes - 5);
    private EngineProcess _engine = null!;
    private GrpcChannel _channel = null!;

    private SlaService.SlaServiceClient Client => new(_channel);

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
    public async Task The_budget_falls_with_bad_samples_of_the_scope_and_survives_a_kill_and_a_clean_stop()
    {
        await ChargeAsync(("vm-1", "Checkout"), ("vm-2", "Checkout"), ("vm-3", "Batch"));
        await Client.PutSloAsync(new() { Slo = Latency() });
        await Client.GetStatusAsync(new());

        await SendAsync(1, "vm-1", "latency.p95", Enumerable.Range(0, 100).Select(minute => (minute, minute < 5 ? 500.0 : 100)));
        await SendAsync(1, "vm-2", "latency.p95", Enumerable.Range(0, 100).Select(minute => (minute, 100.0)));
        await SendAsync(1, "vm-3", "latency.p95", [(0, 500.0)]);
        var before = await Client.GetStatusAsync(new());
        await _engine.KillAsync();
        await _engine.StartAgainAsync();
        var killed = await Client.GetStatusAsync(new());
        await SendAsync(2, "vm-1", "latency.p95", [(200, 500.0)]);
        Assert.Equal(0, await _engine.StopAsync());
        await _engine.StartAgainAsync();
        var stopped = await Client.GetStatusAsync(new() { SloId = "checkout", PageSize = 1 });

        Assert.Equal(["vm-1", "vm-2"], before.Resources.Select(resource => resource.ResourceId));
        Assert.Equal((95, 5), Counts(before.Resources[0].Counts));
        Assert.Equal(0.5, before.Resources[0].Counts.BudgetLeft, 9);
        Assert.Equal((195, 5), Counts(before.Slos[0].Counts));
        Assert.Equal(0.75, before.Slos[0].Counts.BudgetLeft, 9);
        Assert.Equal((2, 0), (before.Slos[0].Resources, before.Slos[0].ResourcesSpent));
        Assert.Equal(Timestamp.FromDateTime(_start).Seconds, before.Slos[0].Counts.Since.Seconds);
        Assert.Equal(before, killed);
        Assert.Equal((95, 6), Counts(Assert.Single(stopped.Resources).Counts));
        Assert.Equal(2, stopped.ResourceCount);
        Assert.NotEmpty(stopped.NextPageToken);
        var rest = await Client.GetStatusAsync(new() { SloId = "checkout", PageSize = 1, PageToken = stopped.NextPageToken });
        Assert.Equal("vm-2", Assert.Single(rest.Resources).ResourceId);
    }

    [Fact]
    public async Task Samples_count_from_when_the_SLO_was_put_and_a_deleted_one_is_forgotten()
    {
        await ChargeAsync(("vm-1", "Checkout"));
        await SendAsync(1, "vm-1", "latency.p95", [(0, 500.0), (1, 500.0)]);
        await Client.PutSloAsync(new() { Slo = Latency() });
        var empty = await Client.GetStatusAsync(new());
        await SendAsync(2, "vm-1", "latency.p95", [(2, 100.0)]);
        await Client.PutSloAsync(new() { Slo = Latency(objective: 0.5) });
        var other = await Client.GetStatusAsync(new());
        await Client.PutSloAsync(new() { Slo = Latency(threshold: 50) });
        var anew = await Client.GetStatusAsync(new());
        await Client.DeleteSloAsync(new() { SloId = "checkout" });
        await Client.DeleteSloAsync(new() { SloId = "checkout" });

        Assert.Equal((0, 0), Counts(empty.Slos[0].Counts));
        Assert.Null(empty.Slos[0].Counts.Since);
        Assert.Equal((1, 0), Counts(other.Slos[0].Counts));
        Assert.Equal((0, 0), Counts(anew.Slos[0].Counts));
        Assert.Empty((await Client.ListSlosAsync(new())).Slos);
        var gone = await Assert.ThrowsAsync<RpcException>(async () => await Client.GetStatusAsync(new() { SloId = "checkout" }));
        Assert.Equal(StatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_change_is_checked_against_the_objectives_with_the_arithmetic_shown()
    {
        await ChargeAsync(("vm-1", "Checkout"));
        await Client.PutSloAsync(new() { Slo = Latency() });
        var days = Enumerable.Range(0, Minutes / 10).Select(step => 10 * step).ToList();
        await SendAsync(1, "vm-1", "latency.p95", days.Select(minute => (minute, 100.0)));
        await SendAsync(1, "vm-1", "cpu.utilization", days.Select(minute => (minute, 30.0)));

        var half = await CheckAsync(0.5);
        var third = await CheckAsync(0.34);

        Assert.Equal(SlaOutcome.Passed, half.Outcome);
        Assert.Equal(["checkout", "headroom cpu.utilization"], half.Findings.Select(finding => finding.Subject));
        Assert.Equal(175, half.Findings[0].Predicted, 10.0);
        Assert.Contains("/ 0.5 of the capacity", half.Findings[0].Arithmetic, StringComparison.Ordinal);
        Assert.Equal(SlaOutcome.Blocked, third.Outcome);
    }

    [Theory]
    [InlineData("objective is 1", 1.0, 200, 30, "latency.p95")]
    [InlineData("threshold is -1", 0.9, -1, 30, "latency.p95")]
    [InlineData("window_days is 31", 0.9, 200, 31, "latency.p95")]
    [InlineData("metric is 'latency'", 0.9, 200, 30, "latency")]
    public async Task What_is_wrong_with_an_SLO_is_named(string said, double objective, double threshold, int days, string metric)
    {
        var slo = Latency(objective, threshold);
        (slo.WindowDays, slo.Metric) = (days, metric);

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await Client.PutSloAsync(new() { Slo = slo }));

        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        Assert.StartsWith(said, refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_line_puts_shows_checks_and_deletes()
    {
        await ChargeAsync(("vm-1", "Checkout"));
        var put = await RunAsync(
            "put", "checkout", "--metric", "latency.p95", "--at-most", "200", "--objective", "90", "--filter", "service=Checkout");
        await Client.GetStatusAsync(new());
        await SendAsync(1, "vm-1", "latency.p95", [(0, 100.0), (1, 500.0)]);
        var status = await RunAsync("status");
        var check = await RunAsync("check", "vm-1", "--action", "rightsize", "--cpu-ratio", "0.5");
        var removal = await RunAsync("check", "vm-1", "--action", "purchase");
        var list = await RunAsync("list");
        var both = await RunAsync("put", "x", "--metric", "requests", "--at-most", "1", "--at-least", "1", "--objective", "90");
        var deleted = await RunAsync("delete", "checkout");

        Assert.Equal((0, "checkout: latency.p95 at most 200 in 90% of the samples of 30 days\n"), (put.ExitCode, put.Output));
        Assert.Contains("50%", status.Output, StringComparison.Ordinal);
        Assert.Contains("-400%", status.Output, StringComparison.Ordinal);
        Assert.Equal(4, check.ExitCode);
        Assert.Contains("the error budget is used up", check.Output, StringComparison.Ordinal);
        Assert.Equal((0, "Passed"), (removal.ExitCode, removal.Output.Split('\n')[0]));
        Assert.Contains("service=Checkout", list.Output, StringComparison.Ordinal);
        Assert.Equal(2, both.ExitCode);
        Assert.Equal("checkout is gone.\n", deleted.Output);
    }

    private static (long, long) Counts(SloCounts counts) => (counts.Good, counts.Bad);

    private static Slo Latency(double objective = 0.9, double threshold = 200)
    {
        var slo = new Slo
        {
            SloId = "checkout",
            Metric = "latency.p95",
            Bound = SloBound.AtMost,
            Threshold = threshold,
            Objective = objective,
        };
        slo.Filters.Add(new CostFilter { Dimension = "service", Values = { "Checkout" } });
        return slo;
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) =>
        Programs.RunCliAsync(_engine.Url, ["slo", .. arguments]);

    private async Task<SlaVerdict> CheckAsync(double cpuRatio) => (await Client.CheckAsync(new()
    {
        ResourceId = "vm-1",
        Change = new() { Action = ActionType.Rightsize, CpuRatio = cpuRatio, RollbackPossible = true },
    })).Verdict;

    private async Task SendAsync(ulong sequence, string resource, string metric, IEnumerable<(int Minute, double Value)> samples)
    {
        var batch = new TelemetryBatch { Sequence = sequence };
        batch.Series.Add(new MetricSeries { Provider = "aws", BillingAccountId = "1", ResourceId = resource, Metric = metric });
        batch.Samples.AddRange(samples.Select(sample => new MetricSample
        {
            Time = Timestamp.FromDateTime(_start.AddMinutes(sample.Minute)),
            Value = sample.Value,
        }));
        using var call = new TelemetryService.TelemetryServiceClient(_channel).Stream(cancellationToken: _end.Token);
        await call.RequestStream.WriteAsync(new() { Open = new() { ProducerId = $"{resource}-{metric}" } });
        await call.RequestStream.WriteAsync(new() { Batch = batch });
        await call.RequestStream.CompleteAsync();
        await foreach (var answer in call.ResponseStream.ReadAllAsync(_end.Token))
        {
            Assert.Empty(answer.Ack?.Rejections ?? []);
        }
    }

    private async Task ChargeAsync(params (string Resource, string Service)[] resources)
    {
        var batch = new UsageBatch { Sequence = 1 };
        var hour = _start.Date.AddHours(_start.Hour);
        foreach (var (resource, service) in resources)
        {
            batch.Series.Add(new Series
            {
                Provider = "aws",
                BillingAccountId = "1",
                ResourceId = resource,
                ServiceName = service,
                ChargeCategory = "Usage",
                BillingCurrency = "USD",
            });
            batch.Records.Add(new UsageRecord
            {
                SeriesIndex = (uint)batch.Series.Count - 1,
                ChargePeriodStart = Timestamp.FromDateTime(hour),
                ChargePeriodEnd = Timestamp.FromDateTime(hour.AddHours(1)),
                BilledCost = "1",
                EffectiveCost = "1",
                ListCost = "1",
                ContractedCost = "1",
            });
        }

        using var call = new IngestService.IngestServiceClient(_channel).Stream(cancellationToken: _end.Token);
        await call.RequestStream.WriteAsync(new() { Open = new() { ProducerId = "charges" } });
        await call.RequestStream.WriteAsync(new() { Batch = batch });
        await call.RequestStream.CompleteAsync();
        await foreach (var answer in call.ResponseStream.ReadAllAsync(_end.Token))
        {
            Assert.Empty(answer.Ack?.Rejections ?? []);
        }
    }
}
