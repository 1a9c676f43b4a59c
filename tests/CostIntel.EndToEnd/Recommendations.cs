using System.Globalization;
using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.EndToEnd;

/// <summary>What could be saved, from streamed charges and metrics to a decision, through a running engine.</summary>
public sealed class Recommendations : IAsyncLifetime, IDisposable
{
    private const int Days = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _end = new(Patience);
    private EngineProcess _engine = null!;
    private GrpcChannel _channel = null!;

    private RecommendationService.RecommendationServiceClient Client => new(_channel);

    public async Task InitializeAsync()
    {
        _engine = await EngineProcess.StartAsync(_folder.File("data"), "--CostIntel:Recommendations:LookAfter=00:00:00.500");
        _channel = GrpcChannel.ForAddress(_engine.Url);
        // What is proposed here is about resources.
        await Client.PutPolicyAsync(new() { Yaml = "commitments: {enabled: false}" });
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
    public async Task Waste_is_proposed_with_its_evidence_and_what_is_used_is_left_alone()
    {
        var fleet = new FleetClient(_channel, "waste");
        var (disk, used) = (fleet.Disk("vol-lost"), fleet.Disk("vol-used"));
        await fleet.ChargeAsync(disk, Days, _ => 0.1m);
        await fleet.ChargeAsync(used, Days, _ => 0.1m);
        await fleet.MeasureAsync(disk, "attachments", Days, _ => 0);
        await fleet.MeasureAsync(used, "attachments", Days, _ => 1);
        var machine = await StreamOversizedAsync(fleet, "vm-large");

        var (proposed, totals) = await ListAsync("waste", 2);
        var detail = await Client.GetAsync(new() { RecommendationId = proposed.Single(one => one.ResourceId == "vol-lost").RecommendationId });

        Assert.Equal(["vm-large", "vol-lost"], proposed.Select(one => one.ResourceId).Order());
        Assert.Equal(("unattached-disk", ActionType.Delete), (detail.Rule, detail.Change.Action));
        Assert.InRange(Amount(detail.CurrentMonthlyCost), 72.9m, 73.1m);
        // The price of the snapshot that is kept goes off.
        Assert.InRange(Amount(detail.EstimatedMonthlySavings.Expected), 25m, 30m);
        Assert.Equal(Amount(detail.CurrentMonthlyCost) - Amount(detail.EstimatedMonthlyCost), Amount(detail.EstimatedMonthlySavings.Expected));
        Assert.NotEmpty(detail.Evidence);
        Assert.Equal(1, detail.RiskParts.Sum(part => part.Weight), 6);
        Assert.Equal(RecommendationChange.Proposed, Assert.Single(detail.Timeline).Change);
        Assert.Equal(ResourceEnvironment.NonProduction, detail.Environment);
        var size = proposed.Single(one => one.ResourceId == "vm-large");
        Assert.Equal((ActionType.Rightsize, "m5.4xlarge"), (size.Change.Action, size.Change.From));
        Assert.Equal("USD", Assert.Single(totals).CurrencyCode);
        Assert.Equal(proposed.Sum(one => Amount(one.EstimatedMonthlySavings.Expected)), Amount(totals[0].EstimatedMonthlySavings));
        Assert.NotNull(machine);
    }

    [Fact]
    public async Task Decisions_are_kept_over_a_kill_and_told_to_a_watcher_that_resumes()
    {
        var fleet = new FleetClient(_channel, "decide");
        foreach (var name in (string[])["vol-a", "vol-b"])
        {
            var disk = fleet.Disk(name);
            await fleet.ChargeAsync(disk, Days, _ => 0.2m);
            await fleet.MeasureAsync(disk, "attachments", Days, _ => 0);
        }

        var (proposed, _) = await ListAsync("decide", 2);
        var (a, b) = (IdOf(proposed, "vol-a"), IdOf(proposed, "vol-b"));
        var rejected = await Client.RejectAsync(new() { RecommendationId = a, Comment = "Needed for the audit" });
        await Client.RejectAsync(new() { RecommendationId = a });
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client.ReportAppliedAsync(new() { RecommendationId = a }));
        await Client.ReportAppliedAsync(new() { RecommendationId = b });
        await _engine.KillAsync();
        await _engine.StartAgainAsync();

        var (left, _) = await ListAsync("decide", 0);
        Assert.Empty(left);
        Assert.Equal((RecommendationState.Rejected, "Needed for the audit"), (rejected.State, rejected.Timeline[^1].Text));
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        Assert.Contains("is rejected and cannot be applied", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(RecommendationState.Applied, (await Client.GetAsync(new() { RecommendationId = b })).State);
        using var watch = Client.Watch(new() { AfterCursor = 0 }, cancellationToken: _end.Token);
        var told = new List<(string, RecommendationChange)>();
        while (told.Count < 4 && await watch.ResponseStream.MoveNext(_end.Token))
        {
            told.Add((watch.ResponseStream.Current.Recommendation.ResourceId, watch.ResponseStream.Current.Entry.Change));
        }

        Assert.Equal([("vol-a", RecommendationChange.Rejected), ("vol-b", RecommendationChange.Applied)], told.Skip(2));
    }

    [Fact]
    public async Task What_no_longer_holds_is_withdrawn_and_a_new_policy_is_obeyed_at_once()
    {
        var fleet = new FleetClient(_channel, "policy");
        var disk = fleet.Disk("vol-p");
        await fleet.ChargeAsync(disk, Days, _ => 0.1m);
        await fleet.MeasureAsync(disk, "attachments", Days, _ => 0);
        var (proposed, _) = await ListAsync("policy", 1);
        var id = Assert.Single(proposed).RecommendationId;

        var wrong = await Assert.ThrowsAsync<RpcException>(async () => await Client.PutPolicyAsync(new() { Yaml = "minimum_savings: 5" }));
        var policy = await Client.PutPolicyAsync(new() { Yaml = "minimum_saving: 1000\n" });
        var withdrawn = await UntilAsync(id, RecommendationState.Withdrawn);
        await Client.PutPolicyAsync(new() { Yaml = "" });
        var again = await UntilAsync(id, RecommendationState.Proposed);

        Assert.Equal(StatusCode.InvalidArgument, wrong.StatusCode);
        Assert.Contains("line 1", wrong.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("minimum_saving: 1000", policy.EffectiveYaml, StringComparison.Ordinal);
        Assert.Equal(RecommendationChange.Withdrawn, withdrawn.Timeline[^1].Change);
        Assert.Equal(proposed[0].Proposed, again.Proposed);
    }

    [Fact]
    public async Task What_an_applied_change_saved_is_measured_against_the_days_before()
    {
        var fleet = new FleetClient(_channel, "saved");
        var changed = TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(-10);
        var machine = fleet.Machine("vm-s", "m5.4xlarge", "dev");
        await fleet.ChargeAsync(machine, Days, hour => hour < changed ? 0.768m : 0.384m);
        await fleet.MeasureAsync(machine, "cpu.utilization", Days, hour => 4 + (hour.Hour % 3));
        await fleet.MeasureAsync(machine, "memory.utilization", Days, _ => 15);
        var (proposed, _) = await ListAsync("saved", 1);

        var applied = await Client.ReportAppliedAsync(new()
        {
            RecommendationId = Assert.Single(proposed).RecommendationId,
            At = Timestamp.FromDateTime(changed.AddHours(-1)),
        });
        var savings = await Client.GetSavingsAsync(new());

        var perDay = 24 * 0.384m;
        Assert.InRange(applied.Realised.Days, 8, 10);
        Assert.InRange(Amount(applied.Realised.Saved.Expected), 0.9m * perDay * applied.Realised.Days, 1.1m * perDay * applied.Realised.Days);
        var line = Assert.Single(savings.Lines);
        Assert.Equal((1, 1, applied.Realised.Saved.Expected), (line.Applied, line.Measured, line.Saved));
        Assert.Equal(1, Assert.Single(savings.Rules).Measured);
    }

    [Fact]
    public async Task From_the_evidence_over_simulation_and_SLO_check_to_a_decision_that_is_undone()
    {
        var fleet = new FleetClient(_channel, "example");
        await StreamOversizedAsync(fleet, "vm-example");
        var (proposed, _) = await ListAsync("example", 1);
        var id = Assert.Single(proposed).RecommendationId;

        var recommended = await Client.GetAsync(new() { RecommendationId = id });
        var simulation = await new SimulationService.SimulationServiceClient(_channel)
            .GetAsync(new() { SimulationId = recommended.SimulationId });
        var check = await new SlaService.SlaServiceClient(_channel).CheckAsync(new()
        {
            ResourceId = "vm-example", BillingAccountId = "example", Change = recommended.Change,
        });
        var applied = await Client.ReportAppliedAsync(new() { RecommendationId = id, Comment = "CHG-1" });
        var undone = await Client.ReportRolledBackAsync(new() { RecommendationId = id, Comment = "too slow" });

        var alternative = Assert.Single(Assert.Single(simulation.Results).Alternatives);
        Assert.Equal(recommended.EstimatedMonthlySavings.Expected, alternative.MonthlySaving.Expected);
        Assert.Equal((SlaOutcome.Passed, recommended.Sla), (check.Verdict.Outcome, check.Verdict));
        Assert.Contains(check.Verdict.Findings, finding => finding.Subject == "headroom cpu.utilization");
        Assert.Equal((RecommendationState.Applied, RecommendationState.RolledBack), (applied.State, undone.State));
        Assert.Equal(
            [RecommendationChange.Proposed, RecommendationChange.Applied, RecommendationChange.RolledBack],
            undone.Timeline.Select(entry => entry.Change).Where(change => change != RecommendationChange.Refreshed));
        Assert.Equal(0.75, Assert.Single((await Client.GetSavingsAsync(new())).Rules).Factor);
    }

    [Fact]
    public async Task The_command_line_lists_shows_decides_and_reads_the_policy()
    {
        var fleet = new FleetClient(_channel, "shell");
        var disk = fleet.Disk("vol-shell");
        await fleet.ChargeAsync(disk, Days, _ => 0.1m);
        await fleet.MeasureAsync(disk, "attachments", Days, _ => 0);
        var id = IdOf((await ListAsync("shell", 1)).Proposed, "vol-shell");

        var (_, list, _) = await Programs.RunCliAsync(_engine.Url, "recommendations", "list", "--filter", "account=shell");
        var (_, show, _) = await Programs.RunCliAsync(_engine.Url, "recommendations", "show", id);
        var (rejected, said, _) = await Programs.RunCliAsync(_engine.Url, "recommendations", "reject", id, "--comment", "kept");
        var (refused, _, why) = await Programs.RunCliAsync(_engine.Url, "recommendations", "rolled-back", id);
        var (_, json) = await Cli.JsonAsync(_engine.Url, "recommendations", "list", "--state", "rejected");
        var (_, policy, _) = await Programs.RunCliAsync(_engine.Url, "recommendations", "policy");

        Assert.Contains(id, list, StringComparison.Ordinal);
        Assert.Contains("1 save ", list, StringComparison.Ordinal);
        Assert.Contains("attached to nothing", show, StringComparison.Ordinal);
        Assert.Contains("SLO check: ", show, StringComparison.Ordinal);
        Assert.Equal((0, $"{id} is rejected: vol-shell\n"), (rejected, said));
        Assert.Equal(2, refused);
        Assert.Contains("cannot be rolled back; it is over.", why, StringComparison.Ordinal);
        Assert.Equal(id, json.GetProperty("recommendations")[0].GetProperty("recommendation_id").GetString());
        Assert.Contains("minimum_saving: 1", policy, StringComparison.Ordinal);
    }

    private static async Task<Series> StreamOversizedAsync(FleetClient fleet, string resource)
    {
        var machine = fleet.Machine(resource, "m5.4xlarge", "production");
        await fleet.ChargeAsync(machine, Days, _ => 0.768m);
        await fleet.MeasureAsync(machine, "cpu.utilization", Days, hour => 8 + (hour.Hour % 5));
        await fleet.MeasureAsync(machine, "memory.utilization", Days, _ => 18);
        await fleet.MeasureAsync(machine, "network.receive", Days, _ => 5_000_000);
        await fleet.MeasureAsync(machine, "requests", Days, _ => 50);
        return machine;
    }

    private static string IdOf(IReadOnlyList<Recommendation> proposed, string resource) =>
        proposed.Single(one => one.ResourceId == resource).RecommendationId;

    private static decimal Amount(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    // What is proposed follows the charges by a moment.
    private async Task<(IReadOnlyList<Recommendation> Proposed, IReadOnlyList<RecommendationTotal> Totals)> ListAsync(string account, int count)
    {
        while (true)
        {
            var answer = await Client.ListAsync(
                new() { Filters = { new CostFilter { Dimension = "account", Values = { account } } } }, cancellationToken: _end.Token);
            if (answer.Recommendations.Count >= count)
            {
                return (answer.Recommendations, answer.Totals);
            }

            await Task.Delay(100, _end.Token);
        }
    }

    private async Task<Recommendation> UntilAsync(string id, RecommendationState state)
    {
        while (true)
        {
            var recommendation = await Client.GetAsync(new() { RecommendationId = id }, cancellationToken: _end.Token);
            if (recommendation.State == state)
            {
                return recommendation;
            }

            await Task.Delay(50, _end.Token);
        }
    }
}
