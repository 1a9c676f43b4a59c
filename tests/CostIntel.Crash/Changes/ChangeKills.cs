using CostIntel.Contracts.V1;
using CostIntel.EndToEnd;
using CostIntel.TestKit;
using Grpc.Core;
using Client = CostIntel.Contracts.V1.RecommendationService.RecommendationServiceClient;

namespace CostIntel.Crash.Changes;

/// <summary>
/// The engine is killed at random times while it carries out changes in a cloud that fails, hangs, lies and comes late: each
/// change must end, and the cloud must be as its end says.
/// </summary>
public sealed class ChangeKills : IAsyncLifetime, IDisposable
{
    private const int Seed = 20261121;
    private const int MachinesPerFault = 2;
    private const int KillCount = 14;
    private const string Account = "changes";
    private const int HistoryDays = 30;

    private const string Execution = """
        executors:
          - { name: all, executor: cloud }
        limits:
          attempt_within: 4s
          attempts_max: 4
          retry_after: 1s
          retry_after_max: 2s
          poll_every: 1s
          page_every: 1
          canary_for: 6s
          verify_for: 8s
          retain_for: 1h
        """;

    private const string Approval = """
        rules:
          - name: safe
            when: { environments: [non-production], actions: [rightsize], sla: [passed], risk_max: 0.5 }
            approve: { changes_per_day: 1000, cost_per_day: 1000000 }
        otherwise:
          - { groups: [team] }
        limits:
          - { name: all, at_once: 12 }
        """;

    private static readonly RecommendationState[] Ends =
    [
        RecommendationState.Applied, RecommendationState.RolledBack, RecommendationState.Failed, RecommendationState.Rejected,
        RecommendationState.Expired, RecommendationState.Superseded, RecommendationState.Withdrawn,
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(3));
    private readonly Random _random = new(Seed);
    private readonly Fleet _fleet = Fleet.Of(MachinesPerFault);
    private FakeCloud _cloud = null!;
    private EngineProcess _engine = null!;
    private string _adminKey = "";
    private Crew _admin = null!;
    private People _people = null!;

    public async Task InitializeAsync()
    {
        _cloud = new(_fleet.Machines);
        var generated = await Programs.RunCliAsync("http://127.0.0.1:1", "keys", "generate");
        _adminKey = generated.Output.Trim();
        await File.WriteAllTextAsync(_folder.File("key"), _adminKey);
        await File.WriteAllTextAsync(_folder.File("secret"), _cloud.Secret);
        _engine = await EngineProcess.StartAsync(
            _folder.File("data"),
            EngineProcess.AskForKeys,
            $"--CostIntel:Access:BootstrapKeyFile={_folder.File("key")}",
            "--CostIntel:Checkpoint:CheckpointInterval=00:00:00.3",
            "--CostIntel:Recommendations:LookAfter=00:00:00.500",
            "--CostIntel:Changes:WakeEvery=00:00:00.500",
            "--CostIntel:Execution:Executors:0:Name=cloud",
            "--CostIntel:Execution:Executors:0:Kind=webhook",
            $"--CostIntel:Execution:Executors:0:Url={_cloud.Url}",
            $"--CostIntel:Execution:Executors:0:SecretFile={_folder.File("secret")}",
            "--CostIntel:Execution:Executors:0:TimeLimit=00:00:03");
        _admin = new(_engine, _adminKey);
        _people = new(
            new(_engine, await KeyAsync("paul", "operator")), new(_engine, await KeyAsync("ann", "approver", "team")), _fleet);
        _cloud.Report = _people.ReportAsync;
    }

    public async Task DisposeAsync()
    {
        await _cloud.DisposeAsync();
        await _engine.DisposeAsync();
    }

    public void Dispose()
    {
        _limit.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Whatever_fails_and_whenever_the_engine_dies_each_change_ends_and_the_cloud_is_as_its_end_says()
    {
        await PrepareAsync();
        var byResource = await ProposedAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        var probing = RunAsync(() => new LatencyProbe(_admin, Account, _fleet.Machines).RunAsync(stop.Token));
        await PermitAsync();
        var approving = RunAsync(() => _people.ApproveAllAsync(byResource, stop.Token));
        var applying = _people.ApplyAllAsync(byResource, _limit.Token);
        for (var kill = 0; kill < KillCount; kill++)
        {
            // At any time, or as soon as the cloud is asked something: before, while or after it does that.
            var moment = Task.Delay(_random.Next(200, 2_000), _limit.Token);
            await (kill % 2 == 0 ? moment : Task.WhenAny(moment, _cloud.AskedAsync()));
            await _engine.KillAsync();
            await _engine.StartAgainAsync();
        }

        var changes = await applying;
        await EndedAsync(changes);
        var ended = await Task.WhenAll(changes.Keys.Select(GetAsync));
        await stop.CancelAsync();
        await Task.WhenAll(probing, approving);

        Assert.Empty(_cloud.Faults);
        Assert.All(ended, change => AssertEnd(change, changes[change.ChangeId]));
        await AssertToldAsync(ended);
        await AssertUnapprovedAsync(byResource);
        AssertJournal();
        Assert.True(
            ended.Count(change => change.State == RecommendationState.Applied) >= changes.Count / 4,
            string.Join('\n', ended.Select(change => $"{change.ChangeId} {change.State}: {change.Reason}")));
        await AssertAuditAsync();
    }

    // What ends the robots is their being stopped.
    private static async Task RunAsync(Func<Task> run)
    {
        try
        {
            await Task.Run(run);
        }
        catch (Exception end) when (end is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled })
        {
            // Stopped.
        }
    }

    private async Task<string> KeyAsync(string name, string role, params string[] groups)
    {
        var (exitCode, output, error) = await Programs.RunCliAsync(
            _engine.Url, ["keys", "create", name, "--role", role, .. groups.SelectMany(group => new[] { "--group", group }), "--key", _adminKey]);
        Assert.True(exitCode == 0, error);
        return output.Trim().Split('\n')[^1].Trim();
    }

    private async Task PrepareAsync()
    {
        using var channel = _admin.Open();
        await new Client(channel).PutPolicyAsync(new() { Yaml = "commitments: {enabled: false}" });
        // So tight that the few slow seconds of a short watch are more than chance explains.
        await new SlaService.SlaServiceClient(channel).PutSloAsync(new()
        {
            Slo = new() { SloId = "quick", Metric = "latency.p95", Bound = SloBound.AtMost, Threshold = 500, Objective = 0.9999 },
        });
        await _fleet.StreamAsync(new FleetClient(channel, Account), HistoryDays);
    }

    // Only now: what is approved without asking begins at once, and is to be watched when it does.
    private async Task PermitAsync()
    {
        using var channel = _admin.Open();
        var policies = new PolicyService.PolicyServiceClient(channel);
        await policies.PutExecutionPolicyAsync(new() { Yaml = Execution });
        await policies.PutApprovalPolicyAsync(new() { Yaml = Approval });
    }

    private async Task<Dictionary<string, string>> ProposedAsync()
    {
        while (true)
        {
            var answer = await _admin.AskAsync(
                channel => new Client(channel).ListAsync(new() { PageSize = 1000 }, cancellationToken: _limit.Token).ResponseAsync, _limit.Token);
            if (answer.Recommendations.Count >= _fleet.Machines.Count)
            {
                return answer.Recommendations.ToDictionary(one => one.ResourceId, one => one.RecommendationId);
            }

            await Task.Delay(200, _limit.Token);
        }
    }

    // Asks the desk alone: a change that were asked itself would be woken by that, and they have to wake by themselves.
    private async Task EndedAsync(Dictionary<string, CloudMachine[]> changes)
    {
        var waiting = changes.ToDictionary();
        while (waiting.Count > 0)
        {
            var request = new ListRecommendationsRequest { PageSize = 1000 };
            request.States.AddRange(Ends);
            var over = await _admin.AskAsync(
                channel => new Client(channel).ListAsync(request).ResponseAsync, CancellationToken.None);
            foreach (var id in over.Recommendations.Select(one => one.ChangeId))
            {
                if (waiting.TryGetValue(id, out var machines)
                    && machines.All(machine => machine.Fault != CloudFault.ComesLate || IsUndoneAgain(machine)))
                {
                    waiting.Remove(id);
                }
            }

            if (_limit.IsCancellationRequested)
            {
                Assert.Fail(string.Join("\n\n", (await Task.WhenAll(waiting.Keys.Select(GetAsync))).Select(Told)));
            }

            await Task.WhenAny(Task.Delay(500, _limit.Token));
        }
    }

    private static bool IsUndoneAgain(CloudMachine machine) =>
        machine.Effects.Values.Any(state => state != CloudMachine.Before) && !machine.IsChanged;

    private Task<ChangeStatus> GetAsync(string changeId) => _admin.AskAsync(
        channel => new Client(channel).GetChangeAsync(new() { ChangeId = changeId }).ResponseAsync, CancellationToken.None);

    private void AssertEnd(ChangeStatus change, CloudMachine[] machines)
    {
        var faults = machines.Select(machine => machine.Fault).ToHashSet();
        if (faults.Overlaps([CloudFault.Lies, CloudFault.ComesLate, CloudFault.Harms]))
        {
            Assert.True(change.State == RecommendationState.RolledBack, Told(change));
        }
        else if (faults.Contains(CloudFault.Cannot))
        {
            Assert.True(change.State is RecommendationState.Failed or RecommendationState.RolledBack, Told(change));
        }
        else
        {
            // An engine that is gone for too long gives attempts up, and then the way back is right too.
            Assert.True(change.State is RecommendationState.Applied or RecommendationState.RolledBack, Told(change));
        }

        var isApplied = change.State == RecommendationState.Applied;
        Assert.All(machines, machine => Assert.True(isApplied == machine.IsChanged, $"{machine.Name} is {machine.State}: {Told(change)}"));
    }

    // What watchers and letters go by says the same as the changes themselves.
    private async Task AssertToldAsync(IEnumerable<ChangeStatus> ended)
    {
        var told = await _admin.AskAsync(
            channel => new Client(channel).ListAsync(new() { States = { Ends }, PageSize = 1000 }).ResponseAsync, CancellationToken.None);
        Assert.Equal(
            ended.SelectMany(change => change.RecommendationIds.Select(id => (id, change.State))).Order(),
            told.Recommendations.Select(one => (one.RecommendationId, one.State)).Order());
    }

    private async Task AssertUnapprovedAsync(Dictionary<string, string> byResource)
    {
        var waits = await GetAsync(byResource[_fleet.Unapproved.Name]);
        Assert.True(waits.State == RecommendationState.PendingApproval, Told(waits));
        Assert.Contains("team", Assert.Single(waits.Approval.Levels, level => level.Current).Groups);
        Assert.DoesNotContain(_cloud.Journal, call => call.Resource == _fleet.Unapproved.Name && call.Verb is "apply" or "undo");
    }

    private void AssertJournal()
    {
        Assert.All(_cloud.Journal, call => Assert.True(call.IsSigned, call.ToString()));
        var applied = _cloud.Journal.Where(call => call.Verb == "apply").GroupBy(call => (call.ChangeId, call.Step));
        Assert.All(applied, step => Assert.Single(step.Select(call => call.Key).Distinct()));

        // What is undone is made what it was, whatever the engine went through meanwhile.
        Assert.All(_cloud.Journal.Where(call => call.Verb == "undo"), call => Assert.Equal(CloudMachine.Before, call.Undo));
    }

    private async Task AssertAuditAsync()
    {
        var (exitCode, output, error) = await Programs.RunCliAsync(_engine.Url, "audit", "verify", "--key", _adminKey);
        Assert.True(exitCode == 0, error + output);
    }

    private string Told(ChangeStatus change) =>
        $"Seed {Seed}: {change.ChangeId} is {change.State}: {change.Reason}\n"
        + string.Join('\n', change.History.Select(entry => $"{entry.At} {entry.Event} {entry.Actor} {entry.Text}"))
        + $"\n{string.Join('\n', _cloud.Journal.Where(call => call.ChangeId == change.ChangeId))}\n{_engine.Log[^Math.Min(_engine.Log.Length, 4_000)..]}";
}
