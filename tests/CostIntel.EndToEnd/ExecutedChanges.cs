using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Grpc.Net.Client;

namespace CostIntel.EndToEnd;

/// <summary>Changes that the engine carries out itself, in a simulated cloud.</summary>
public sealed class ExecutedChanges : IAsyncLifetime, IDisposable
{
    private const string Execution = """
        executors:
          - { name: all, executor: sim }
        limits: { attempt_within: 5s, attempts_max: 2, retry_after: 1s, retry_after_max: 1s, poll_every: 1s, canary_for: 1s, verify_for: 1s }
        """;

    private const string Automatic =
        "rules:\n  - { name: safe, when: { risk_max: 0.5 }, approve: { changes_per_day: 10, cost_per_day: 100000 } }\n";

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
            First + $"StateFile={_folder.File("cloud.json")}",
            First + "SimulatedFaults:vm-liar=Lies");
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
    public async Task An_approved_change_is_made_and_verified_and_undone_by_hand_of_an_operator_after_a_kill()
    {
        var id = await OversizedAsync("made", "vm-made");
        var seen = await Client.PlanAsync(new() { RecommendationIds = { id } });

        await Client.ApproveAsync(new() { ChangeId = id, PlanHash = seen.Plan.PlanHash, StateHash = seen.Plan.StateHash });
        await UntilAsync(id, RecommendationState.Applied);
        await _engine.KillAsync();
        await _engine.StartAgainAsync();
        var rolling = await Client.RollbackAsync(new() { ChangeId = id, Comment = "too slow" });
        await UntilAsync(id, RecommendationState.RolledBack);

        Assert.Equal(("sim", ChangeCheckOutcome.Passed), (seen.Plan.Steps[0].Executor, seen.Check.Outcome));
        Assert.Equal(RecommendationState.RollingBack, rolling.State);
        var change = await Client.GetChangeAsync(new() { ChangeId = id });
        Assert.Equal(ChangeStepProgress.Undone, Assert.Single(change.Steps).Progress);
        Assert.Equal(
            ["ApprovalGiven", "ExecutionStarted", "StepDone", "CaseCompleted", "StepUndone"],
            change.History.Select(entry => entry.Event)
                .Where(name => name is "ApprovalGiven" or "ExecutionStarted" or "StepDone" or "CaseCompleted" or "StepUndone"));
        using var audit = new AuditService.AuditServiceClient(_channel).Verify(new(), cancellationToken: _end.Token);
        var verified = new VerifyAuditResponse();
        while (await audit.ResponseStream.MoveNext(_end.Token))
        {
            verified = audit.ResponseStream.Current;
        }

        Assert.Null(verified.Verdict.Fault);
    }

    [Fact]
    public async Task Several_are_made_together_canary_first_and_all_are_undone_when_one_is_not_in_effect()
    {
        var good = await OversizedAsync("group", "vm-good");
        var liar = await OversizedAsync("group", "vm-liar");

        await Policies.PutApprovalPolicyAsync(new() { Yaml = Automatic });
        var seen = await Client.PlanAsync(new() { RecommendationIds = { good, liar } });
        var asked = await Client.ApplyAsync(new() { RecommendationIds = { liar, good }, RequestId = "together" });
        await UntilAsync(good, RecommendationState.RolledBack);
        await UntilAsync(liar, RecommendationState.RolledBack);

        Assert.StartsWith("chg-", asked.ChangeId, StringComparison.Ordinal);
        Assert.Equal((2, 1), (asked.Plan.Steps.Count, asked.Plan.CanarySteps));
        Assert.Equal(seen.Plan, asked.Plan);
        var change = await Client.GetChangeAsync(new() { ChangeId = good });
        Assert.Equal(asked.ChangeId, change.ChangeId);
        Assert.Contains("'vm-liar': its executor reported the change, but it is not in effect", change.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(change.Steps, step => step.Progress is ChangeStepProgress.Sent or ChangeStepProgress.Done);
    }

    [Fact]
    public async Task What_a_rule_approves_is_made_without_asking_unless_changes_are_stopped_and_a_lie_is_undone()
    {
        var stop = await Policies.StopChangesAsync(new() { Reason = "incident 12" });
        await Policies.PutApprovalPolicyAsync(new()
        {
            Yaml = Automatic,
        });
        var id = await OversizedAsync("auto", "vm-liar", RecommendationState.Approved);
        var explained = await Client.ExplainAsync(new() { ChangeId = id });
        await Policies.ResumeChangesAsync(new() { StopId = stop.StopId });
        await UntilAsync(id, RecommendationState.RolledBack);

        Assert.Contains(explained.Reasons, reason => reason.Kind == "stop" && reason.Text.Contains("incident 12", StringComparison.Ordinal));
        var change = await Client.GetChangeAsync(new() { ChangeId = id });
        Assert.True(change.Approval.Automatic);
        Assert.Contains("not in effect", change.Reason, StringComparison.Ordinal);
        Assert.Equal(ChangeStepProgress.Undone, Assert.Single(change.Steps).Progress);
    }

    private async Task<string> OversizedAsync(string account, string name, RecommendationState wanted = RecommendationState.Proposed)
    {
        var fleet = new FleetClient(_channel, account);
        var machine = fleet.Machine(name, "m5.4xlarge", "production");
        await fleet.ChargeAsync(machine, 30, _ => 0.768m);
        await fleet.MeasureAsync(machine, "cpu.utilization", 30, hour => 8 + (hour.Hour % 5));
        await fleet.MeasureAsync(machine, "memory.utilization", 30, _ => 18);
        await fleet.MeasureAsync(machine, "network.receive", 30, _ => 5_000_000);
        while (true)
        {
            var found = await Client.ListAsync(new() { States = { wanted } }, cancellationToken: _end.Token);
            if (found.Recommendations.FirstOrDefault(one => one.ResourceId == name && one.Rule == "rightsize") is { } proposed)
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
