using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.EndToEnd;

/// <summary>People who approve, reject, stop and let go on at the same time: one of them is first, and nothing is left hanging.</summary>
public sealed class ChangeRaces : IAsyncLifetime, IDisposable
{
    private const int Machines = 6;
    private const string Execution = """
        executors:
          - { name: all, executor: sim }
        limits: { attempt_within: 5s, attempts_max: 2, retry_after: 1s, retry_after_max: 1s, poll_every: 1s, canary_for: 1s, verify_for: 1s }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(150));
    private EngineProcess _engine = null!;
    private GrpcChannel _channel = null!;

    private RecommendationService.RecommendationServiceClient Client => new(_channel);

    private PolicyService.PolicyServiceClient Policies => new(_channel);

    public async Task InitializeAsync()
    {
        const string First = "--CostIntel:Execution:Executors:0:";
        _engine = await EngineProcess.StartAsync(
            _folder.File("data"),
            "--CostIntel:Recommendations:LookAfter=00:00:00.500",
            First + "Name=sim",
            First + "Kind=simulated",
            First + $"StateFile={_folder.File("cloud.json")}");
        _channel = GrpcChannel.ForAddress(_engine.Url);
        await Client.PutPolicyAsync(new() { Yaml = "commitments: {enabled: false}" });
        await Policies.PutExecutionPolicyAsync(new() { Yaml = Execution });
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
    public async Task Whoever_is_first_decides_and_what_was_approved_is_made_when_nothing_stops_it_any_more()
    {
        var ids = await OversizedAsync();

        var wanted = ids.Take(Machines / 2).ToList();
        await Task.WhenAll(
        [
            StopAndGoAsync(),
            .. ids.SelectMany(id => (Task[])[ApproveAsync(id), ApproveAsync(id)]),
            .. ids.Except(wanted).Select(RejectAsync),
        ]);
        var ended = await Task.WhenAll(ids.Select(EndAsync));

        Assert.All(ended.Take(wanted.Count), change => Assert.Equal(RecommendationState.Applied, change.State));
        Assert.All(ended, change =>
        {
            var isMade = change.State == RecommendationState.Applied;
            var happened = change.History.Select(entry => entry.Event).ToList();
            Assert.Equal(isMade ? 1 : 0, happened.Count(name => name == "ExecutionStarted"));
            Assert.Equal(isMade ? 0 : 1, happened.Count(name => name == "CaseRejected"));
            Assert.Equal(isMade ? 1 : 0, happened.Count(name => name == "StepDone"));
            Assert.Equal(happened.IndexOf("ApprovalGiven"), happened.LastIndexOf("ApprovalGiven"));
        });
        Assert.Empty((await Policies.ListStopsAsync(new())).Stops);
    }

    // The second finds it approved or rejected, or what it has seen gone; all of these are answers.
    private async Task ApproveAsync(string id)
    {
        try
        {
            var seen = await Client.PlanAsync(new() { RecommendationIds = { id } });
            await Client.ApproveAsync(new() { ChangeId = id, PlanHash = seen.Plan.PlanHash, StateHash = seen.Plan.StateHash });
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.FailedPrecondition)
        {
        }
    }

    private async Task RejectAsync(string id)
    {
        try
        {
            await Client.RejectAsync(new() { RecommendationId = id, Comment = "no" });
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.FailedPrecondition)
        {
        }
    }

    private async Task StopAndGoAsync()
    {
        for (var times = 0; times < 5; times++)
        {
            var order = await Policies.StopChangesAsync(new() { Reason = "Again." });
            await Policies.ResumeChangesAsync(new() { StopId = order.StopId });
        }
    }

    private async Task<ChangeStatus> EndAsync(string id)
    {
        while (true)
        {
            var one = await Client.GetAsync(new() { RecommendationId = id }, cancellationToken: _end.Token);
            if (one.State == RecommendationState.Rejected && one.ChangeId.Length == 0)
            {
                // Rejected before anybody had asked for it: then there is no change.
                return new ChangeStatus { State = one.State, History = { new ChangeHistoryEntry { Event = "CaseRejected" } } };
            }

            if (one.State is RecommendationState.Applied or RecommendationState.Rejected)
            {
                return await Client.GetChangeAsync(new() { ChangeId = id });
            }

            await Task.Delay(100, _end.Token);
        }
    }

    private async Task<List<string>> OversizedAsync()
    {
        var fleet = new FleetClient(_channel, "races");
        foreach (var number in Enumerable.Range(0, Machines))
        {
            var machine = fleet.Machine($"vm-{number}", "m5.4xlarge", "production");
            await fleet.ChargeAsync(machine, 30, _ => 0.768m);
            await fleet.MeasureAsync(machine, "cpu.utilization", 30, hour => 8 + (hour.Hour % 5));
            await fleet.MeasureAsync(machine, "memory.utilization", 30, _ => 18);
            await fleet.MeasureAsync(machine, "network.receive", 30, _ => 5_000_000);
        }

        while (true)
        {
            var found = await Client.ListAsync(new(), cancellationToken: _end.Token);
            var ids = found.Recommendations.Where(one => one.Rule == "rightsize").Select(one => one.RecommendationId).ToList();
            if (ids.Count == Machines)
            {
                return ids;
            }

            await Task.Delay(100, _end.Token);
        }
    }
}
