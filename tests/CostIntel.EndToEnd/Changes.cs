using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.EndToEnd;

/// <summary>From a recommendation to a change that is approved, done and undone, through a running engine.</summary>
public sealed class Changes : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(120));
    private EngineProcess _engine = null!;
    private GrpcChannel _channel = null!;

    private RecommendationService.RecommendationServiceClient Client => new(_channel);

    public async Task InitializeAsync()
    {
        _engine = await EngineProcess.StartAsync(_folder.File("data"), "--CostIntel:Recommendations:LookAfter=00:00:00.500");
        _channel = GrpcChannel.ForAddress(_engine.Url);
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
    public async Task What_was_seen_is_approved_and_done_by_hand_and_undone_and_all_of_it_is_told()
    {
        var id = await WasteAsync("hand", "vol-hand");
        using var watch = Client.Watch(new(), cancellationToken: _end.Token);
        await watch.ResponseHeadersAsync;

        var seen = await Client.PlanAsync(new() { RecommendationIds = { id } });
        var other = await Assert.ThrowsAsync<RpcException>(async () => await Client.ApproveAsync(new()
        {
            ChangeId = id, PlanHash = new string('0', 64), StateHash = seen.Plan.StateHash,
        }));
        var approval = new ApproveRequest
        {
            ChangeId = id, PlanHash = seen.Plan.PlanHash, StateHash = seen.Plan.StateHash, Comment = "fine", RequestId = "a-1",
        };
        var approved = await Client.ApproveAsync(approval);
        var again = await Client.ApproveAsync(approval);
        var explained = await Client.ExplainAsync(new() { ChangeId = id });
        var early = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client.RollbackAsync(new() { ChangeId = id, Comment = "no" }));
        var applied = await Client.ReportAppliedAsync(new() { RecommendationId = id, Comment = "CHG-7" });
        var undone = await Client.ReportRolledBackAsync(new() { RecommendationId = id, Comment = "too slow" });

        Assert.Equal(("by-hand", id), (Assert.Single(seen.Plan.Steps).Executor, seen.Plan.Steps[0].RecommendationId));
        Assert.Equal(["approvers"], Assert.Single(seen.Levels).Groups);
        Assert.Equal(StatusCode.FailedPrecondition, other.StatusCode);
        Assert.Contains("not what the approver has seen", other.Status.Detail, StringComparison.Ordinal);
        Assert.Equal((RecommendationState.Approved, "anonymous"), (approved.State, approved.Approval.Levels[0].Votes[0].Actor));
        Assert.Equal(approved.Version, again.Version);
        Assert.Equal("by-hand", Assert.Single(explained.Reasons).Kind);
        Assert.Contains("RollBack is not allowed", early.Status.Detail, StringComparison.Ordinal);
        Assert.Equal((RecommendationState.Applied, RecommendationState.RolledBack), (applied.State, undone.State));
        Assert.Equal(
            [RecommendationChange.ApprovalAsked, RecommendationChange.Approved, RecommendationChange.Applied, RecommendationChange.RolledBack],
            await ToldAsync(watch.ResponseStream, id, RecommendationChange.RolledBack));
        var kept = await Client.GetAsync(new() { RecommendationId = id });
        Assert.Equal((RecommendationState.RolledBack, id), (kept.State, kept.ChangeId));
    }

    [Fact]
    public async Task Whoever_asks_for_a_change_does_not_approve_it_and_a_kill_forgets_nobody()
    {
        var id = await WasteAsync("eyes", "vol-eyes");

        var asked = await Client.ApplyAsync(new() { RecommendationIds = { id }, Comment = "please", RequestId = "r-1" });
        await _engine.KillAsync();
        await _engine.StartAgainAsync();
        var again = await Client.ApplyAsync(new() { RecommendationIds = { id }, Comment = "please", RequestId = "r-1" });
        var own = await Assert.ThrowsAsync<RpcException>(async () => await Client.ApproveAsync(new()
        {
            ChangeId = id, PlanHash = asked.Plan.PlanHash, StateHash = asked.Plan.StateHash,
        }));
        var twice = await Assert.ThrowsAsync<RpcException>(async () => await Client.ApplyAsync(new() { RecommendationIds = { id } }));
        var rejected = await Client.RejectAsync(new() { RecommendationId = id, Comment = "not now" });

        Assert.Equal((RecommendationState.PendingApproval, asked.Version), (asked.State, again.Version));
        Assert.Contains("'anonymous' has proposed", own.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(StatusCode.FailedPrecondition, twice.StatusCode);
        Assert.Equal(RecommendationState.Rejected, rejected.State);
        var change = await Client.GetChangeAsync(new() { ChangeId = id });
        Assert.Equal((RecommendationState.Rejected, "not now"), (change.State, change.Reason));
    }

    [Fact]
    public async Task What_no_longer_holds_is_withdrawn_also_when_it_waits_for_approval()
    {
        var id = await WasteAsync("gone", "vol-gone");
        await Client.ApplyAsync(new() { RecommendationIds = { id } });

        await Client.PutPolicyAsync(new() { Yaml = "commitments: {enabled: false}\nminimum_saving: 100000\n" });

        await UntilAsync(id, RecommendationState.Withdrawn);
        await Client.PutPolicyAsync(new() { Yaml = "commitments: {enabled: false}" });
        await UntilAsync(id, RecommendationState.Proposed);
        Assert.Equal(RecommendationState.PendingApproval, (await Client.ApplyAsync(new() { RecommendationIds = { id } })).State);
    }

    private static async Task<List<RecommendationChange>> ToldAsync(
        IAsyncStreamReader<RecommendationEvent> watch, string id, RecommendationChange last)
    {
        var told = new List<RecommendationChange>();
        while (!told.Contains(last) && await watch.MoveNext(CancellationToken.None))
        {
            if (watch.Current.Recommendation.RecommendationId == id && watch.Current.Entry.Change != RecommendationChange.Refreshed)
            {
                told.Add(watch.Current.Entry.Change);
            }
        }

        return told;
    }

    private async Task<string> WasteAsync(string account, string name)
    {
        var fleet = new FleetClient(_channel, account);
        var disk = fleet.Disk(name);
        await fleet.ChargeAsync(disk, 30, _ => 0.1m);
        await fleet.MeasureAsync(disk, "attachments", 30, _ => 0);
        while (true)
        {
            var found = await Client.ListAsync(new(), cancellationToken: _end.Token);
            if (found.Recommendations.FirstOrDefault(one => one.ResourceId == name) is { } proposed)
            {
                return proposed.RecommendationId;
            }

            await Task.Delay(100, _end.Token);
        }
    }

    private async Task UntilAsync(string id, RecommendationState wanted)
    {
        while ((await Client.GetAsync(new() { RecommendationId = id }, cancellationToken: _end.Token)).State != wanted)
        {
            await Task.Delay(100, _end.Token);
        }
    }
}
