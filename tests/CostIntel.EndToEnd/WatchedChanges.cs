using CostIntel.Contracts.V1;
using CostIntel.Domain.Notifications;
using CostIntel.TestKit;
using Grpc.Net.Client;

namespace CostIntel.EndToEnd;

/// <summary>Changes whose effect is measured, and changes that take their executor some time.</summary>
public sealed class WatchedChanges : IAsyncLifetime, IDisposable
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(150));
    private readonly ExecutorReceiver _receiver = new(Key);
    private EngineProcess _engine = null!;
    private GrpcChannel _channel = null!;

    private RecommendationService.RecommendationServiceClient Client => new(_channel);

    public async Task InitializeAsync()
    {
        const string Executors = "--CostIntel:Execution:Executors:";
        await File.WriteAllTextAsync(_folder.File("secret"), StandardWebhooks.Format(Key));
        _engine = await EngineProcess.StartAsync(
            _folder.File("data"),
            "--CostIntel:Recommendations:LookAfter=00:00:00.500",
            Executors + "0:Name=sim",
            Executors + "0:Kind=simulated",
            Executors + "1:Name=hook",
            Executors + "1:Kind=webhook",
            Executors + $"1:Url={_receiver.Url}",
            Executors + $"1:SecretFile={_folder.File("secret")}");
        _channel = GrpcChannel.ForAddress(_engine.Url);
        await Client.PutPolicyAsync(new() { Yaml = "commitments: {enabled: false}" });
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _engine.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    public void Dispose()
    {
        _end.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_change_that_breaks_an_objective_is_undone_long_before_its_watch_ends()
    {
        await PutExecutionAsync("sim", "poll_every: 1s, verify_for: 1h");
        var slo = new Slo
        {
            SloId = "headroom", Metric = "cpu.utilization", Bound = SloBound.AtMost, Threshold = 85, Objective = 0.99, WindowDays = 7,
        };
        await new SlaService.SlaServiceClient(_channel).PutSloAsync(new() { Slo = slo });
        var fleet = new FleetClient(_channel, "watched");
        var machine = fleet.Machine("vm-watched", "m5.4xlarge", "production");
        var id = await OversizedAsync(fleet, machine);

        await ApproveAsync(id);
        await UntilAsync(id, RecommendationState.Verifying);
        await fleet.MeasureNowAsync(machine, "cpu.utilization", 5, 99);
        await UntilAsync(id, RecommendationState.RolledBack);

        var change = await Client.GetChangeAsync(new() { ChangeId = id });
        Assert.Contains("'vm-watched': SLO 'headroom' had ", change.Reason, StringComparison.Ordinal);
        Assert.Equal(ChangeStepProgress.Undone, Assert.Single(change.Steps).Progress);
    }

    [Fact]
    public async Task What_an_executor_has_accepted_goes_on_when_it_reports_that_it_is_done()
    {
        await PutExecutionAsync("hook", "poll_every: 10m, verify_for: 1s");
        var fleet = new FleetClient(_channel, "accepted");
        var id = await OversizedAsync(fleet, fleet.Machine("vm-accepted", "m5.4xlarge", "production"));

        await ApproveAsync(id);
        while (_receiver.Asked.All(asked => asked.Verb != "apply"))
        {
            await Task.Delay(50, _end.Token);
        }

        var key = _receiver.Asked.Single(asked => asked.Verb == "apply").Key;
        var first = await ReportAsync(id, key);
        await UntilAsync(id, RecommendationState.Applied);
        var again = await ReportAsync(id, key);

        Assert.Equal($"{id}/apply/0", key);
        Assert.Equal((true, false), (first.Awaited, again.Awaited));
        Assert.Equal(["check", "apply", "observe"], _receiver.Asked.Select(asked => asked.Verb).Distinct());
        Assert.Equal("as it was", Assert.Single((await Client.GetChangeAsync(new() { ChangeId = id })).Steps).Undo);
    }

    private async Task<ReportStepResponse> ReportAsync(string id, string key) => await Client.ReportStepAsync(
        new() { ChangeId = id, Key = key, Outcome = StepOutcome.Done, Text = "resized" }, cancellationToken: _end.Token);

    private async Task PutExecutionAsync(string executor, string limits) => await new PolicyService.PolicyServiceClient(_channel)
        .PutExecutionPolicyAsync(new() { Yaml = $"executors: [{{ name: all, executor: {executor} }}]\nlimits: {{ {limits} }}" });

    private async Task ApproveAsync(string id)
    {
        var seen = await Client.PlanAsync(new() { RecommendationIds = { id } });
        await Client.ApproveAsync(new() { ChangeId = id, PlanHash = seen.Plan.PlanHash, StateHash = seen.Plan.StateHash });
    }

    private async Task<string> OversizedAsync(FleetClient fleet, Series machine)
    {
        await fleet.ChargeAsync(machine, 30, _ => 0.768m);
        await fleet.MeasureAsync(machine, "cpu.utilization", 30, hour => 8 + (hour.Hour % 5));
        await fleet.MeasureAsync(machine, "memory.utilization", 30, _ => 18);
        await fleet.MeasureAsync(machine, "network.receive", 30, _ => 5_000_000);
        while (true)
        {
            var found = await Client.ListAsync(new(), cancellationToken: _end.Token);
            if (found.Recommendations.FirstOrDefault(one => one.ResourceId == machine.ResourceId && one.Rule == "rightsize") is { } proposed)
            {
                return proposed.RecommendationId;
            }

            await Task.Delay(100, _end.Token);
        }
    }

    private async Task UntilAsync(string id, RecommendationState wanted)
    {
        RecommendationState state;
        while ((state = (await Client.GetAsync(new() { RecommendationId = id }, cancellationToken: _end.Token)).State) != wanted)
        {
            try
            {
                await Task.Delay(100, _end.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"It is {state} and not {wanted}: {await Client.GetChangeAsync(new() { ChangeId = id })}");
            }
        }
    }
}
