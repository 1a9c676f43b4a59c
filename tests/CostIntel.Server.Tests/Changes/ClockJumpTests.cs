using CostIntel.Contracts.V1;
using CostIntel.Crash.Changes;
using CostIntel.EndToEnd;
using CostIntel.TestKit;
using Grpc.Core;
using Grpc.Net.Client;
using Client = CostIntel.Contracts.V1.RecommendationService.RecommendationServiceClient;

namespace CostIntel.Server.Tests.Changes;

/// <summary>Changes are watched for a day and can be undone for a month, by a clock that is set while they are.</summary>
public sealed class ClockJumpTests : IAsyncLifetime, IDisposable
{
    private const string Account = "clock";
    private const int HistoryDays = 30;

    private readonly TemporaryFolder _folder = new();
    private readonly JumpingTime _time = new();
    private readonly NoUnexpectedErrors _errors = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(120));
    private readonly FakeCloud _cloud = new(
    [
        new CloudMachine("vm-well", CloudFault.None), new CloudMachine("vm-slow", CloudFault.TakesTime), new CloudMachine("vm-lies", CloudFault.Lies),
    ]);

    private EngineInProcess _engine = null!;
    private GrpcChannel _channel = null!;

    private Client Recommendations => new(_channel);

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_folder.File("secret"), _cloud.Secret);
        _engine = await EngineInProcess.StartAsync(
            _folder.File("data"),
            _time,
            _errors,
            "--CostIntel:Recommendations:LookAfter=00:00:00.500",
            "--CostIntel:Changes:WakeEvery=00:00:00.200",
            "--CostIntel:Execution:Executors:0:Name=cloud",
            "--CostIntel:Execution:Executors:0:Kind=webhook",
            $"--CostIntel:Execution:Executors:0:Url={_cloud.Url}",
            $"--CostIntel:Execution:Executors:0:SecretFile={_folder.File("secret")}");
        _channel = GrpcChannel.ForAddress(_engine.Url);
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _engine.DisposeAsync();
        await _cloud.DisposeAsync();
        _errors.AssertNone();
    }

    public void Dispose()
    {
        _limit.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task However_the_clock_is_set_what_does_well_stays_and_what_lied_is_undone()
    {
        await PrepareAsync();
        var ids = await ProposedAsync();
        foreach (var id in ids.Values)
        {
            await ApplyAsync(id);
        }

        // Set back while an executor works: it is asked how far it is all the same.
        await UntilAsync(ids.Values, RecommendationState.Executing, RecommendationState.Verifying);
        _time.Jump(TimeSpan.FromHours(-7));
        await UntilAsync(ids.Values, RecommendationState.Verifying);
        _time.Jump(TimeSpan.FromHours(40));
        await UntilAsync([ids["vm-lies"]], RecommendationState.RolledBack);
        await UntilAsync([ids["vm-well"], ids["vm-slow"]], RecommendationState.Applied);
        _time.Jump(TimeSpan.FromHours(-40));
        var undone = await Recommendations.RollbackAsync(
            new() { ChangeId = ids["vm-well"], Comment = "not wanted" }, cancellationToken: _limit.Token);
        await UntilAsync([ids["vm-well"]], RecommendationState.RolledBack);

        Assert.Equal(RecommendationState.RollingBack, undone.State);
        Assert.Empty(_cloud.Faults);
        Assert.Equal(["vm-slow"], _cloud.Machines.Where(machine => machine.IsChanged).Select(machine => machine.Name));
        var applied = _cloud.Journal.Where(call => call.Verb == "apply").GroupBy(call => call.ChangeId);
        Assert.All(applied, change => Assert.Single(change.Select(call => call.Key).Distinct()));
    }

    private async Task ApplyAsync(string id)
    {
        try
        {
            await Recommendations.ApplyAsync(new() { RecommendationIds = { id } }, cancellationToken: _limit.Token);
        }
        catch (RpcException begun) when (begun.StatusCode == StatusCode.FailedPrecondition)
        {
            // The policy approves it without being asked, and the engine was quicker.
        }
    }

    private async Task PrepareAsync()
    {
        await Recommendations.PutPolicyAsync(new() { Yaml = "commitments: {enabled: false}" });
        var policies = new PolicyService.PolicyServiceClient(_channel);
        await policies.PutApprovalPolicyAsync(new()
        {
            Yaml = "rules: [{ name: safe, when: { risk_max: 0.5 }, approve: { changes_per_day: 100, cost_per_day: 100000 } }]",
        });
        await policies.PutExecutionPolicyAsync(new()
        {
            Yaml = "executors: [{ name: all, executor: cloud }]\nlimits: { poll_every: 1s, verify_for: 1d, retain_for: 30d }",
        });
        var fleet = new FleetClient(_channel, Account);
        foreach (var machine in _cloud.Machines)
        {
            var series = fleet.Machine(machine.Name, CloudMachine.Before, "dev");
            await fleet.ChargeAsync(series, HistoryDays, _ => 0.768m);
            await fleet.MeasureAsync(series, "cpu.utilization", HistoryDays, hour => 8 + (hour.Hour % 5));
            await fleet.MeasureAsync(series, "memory.utilization", HistoryDays, _ => 18);
            await fleet.MeasureAsync(series, "requests", HistoryDays, _ => 50);
        }
    }

    private async Task<Dictionary<string, string>> ProposedAsync()
    {
        // In whatever state: what the policy approves by itself begins at once.
        var request = new ListRecommendationsRequest();
        request.States.AddRange(Enum.GetValues<RecommendationState>().Where(state => state != RecommendationState.Unspecified));
        while (true)
        {
            var answer = await Recommendations.ListAsync(request, cancellationToken: _limit.Token);
            if (answer.Recommendations.Count >= _cloud.Machines.Count)
            {
                return answer.Recommendations.ToDictionary(one => one.ResourceId, one => one.RecommendationId);
            }

            await Task.Delay(100, _limit.Token);
        }
    }

    private async Task UntilAsync(IEnumerable<string> ids, params RecommendationState[] states)
    {
        foreach (var id in ids)
        {
            while (true)
            {
                var change = await Recommendations.GetChangeAsync(new() { ChangeId = id });
                if (states.Contains(change.State))
                {
                    break;
                }

                Assert.False(_limit.IsCancellationRequested, $"{id} is {change.State} and not {string.Join(" or ", states)}: {change}");
                await Task.WhenAny(Task.Delay(100, _limit.Token));
            }
        }
    }
}
