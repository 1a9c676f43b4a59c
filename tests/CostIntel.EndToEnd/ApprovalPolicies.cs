using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.EndToEnd;

/// <summary>Who may approve what: asked, tried on what was recommended, and set, through a running engine.</summary>
public sealed class ApprovalPolicies : IAsyncLifetime, IDisposable
{
    private const string NoDeletes = "rules:\n  - { name: no deletes, when: { actions: [delete] }, forbid: Done by hand. }\n";

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(90));
    private EngineProcess _engine = null!;
    private GrpcChannel _channel = null!;

    private PolicyService.PolicyServiceClient Client => new(_channel);

    public async Task InitializeAsync()
    {
        _engine = await EngineProcess.StartAsync(_folder.File("data"), "--CostIntel:Recommendations:LookAfter=00:00:00.500");
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
    public async Task A_policy_is_checked_and_kept_over_a_kill_with_its_version()
    {
        var usual = await Client.GetApprovalPolicyAsync(new());
        var wrong = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client.PutApprovalPolicyAsync(new() { Yaml = "rules:\n  - { name: a }\nwrong: 1" }));
        var put = await Client.PutApprovalPolicyAsync(new() { Yaml = NoDeletes });
        await _engine.KillAsync();
        await _engine.StartAgainAsync();
        var kept = await Client.GetApprovalPolicyAsync(new());

        Assert.Contains("groups: [approvers]", usual.EffectiveYaml, StringComparison.Ordinal);
        Assert.Equal(StatusCode.InvalidArgument, wrong.StatusCode);
        Assert.Contains("line 2, rules[0].name", wrong.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("line 3, wrong", wrong.Status.Detail, StringComparison.Ordinal);
        Assert.Equal((NoDeletes, put.Version), (kept.Yaml, kept.Version));
        Assert.NotEqual(usual.Version, kept.Version);
    }

    [Fact]
    public async Task A_policy_is_tried_on_what_was_recommended_and_changes_nothing()
    {
        var fleet = new FleetClient(_channel, "tried");
        var disk = fleet.Disk("vol-tried");
        await fleet.ChargeAsync(disk, 30, _ => 0.1m);
        await fleet.MeasureAsync(disk, "attachments", 30, _ => 0);
        await ProposedAsync();
        var file = _folder.File("policy.yaml");
        await File.WriteAllTextAsync(file, NoDeletes);

        var tried = await Client.TryApprovalPolicyAsync(new() { Yaml = NoDeletes });
        var (_, shown, _) = await Programs.RunCliAsync(_engine.Url, "policy", "try", file);
        var before = await Client.GetApprovalPolicyAsync(new());
        var (_, set, _) = await Programs.RunCliAsync(_engine.Url, "policy", "set", file);
        var same = await Client.TryApprovalPolicyAsync(new() { Yaml = NoDeletes });

        Assert.Equal((1, 1), (tried.Recommendations, tried.Differing));
        var line = Assert.Single(tried.Differences);
        Assert.Equal(("vol-tried", "no deletes"), (line.ResourceId, line.Tried.Rule));
        Assert.Equal((ApprovalOutcome.Asked, ApprovalOutcome.Forbidden), (line.Present.Outcome, line.Tried.Outcome));
        Assert.Equal(1, line.Present.Approvals);
        Assert.Contains("1 of 1 recommendations of the last 30 days would have gone another way", shown, StringComparison.Ordinal);
        Assert.Equal(before.Version, tried.PresentVersion);
        Assert.Equal($"Version {tried.TriedVersion} holds.\n", set);
        Assert.Equal(0, same.Differing);
    }

    // What is proposed follows the charges by a moment.
    private async Task ProposedAsync()
    {
        var recommendations = new RecommendationService.RecommendationServiceClient(_channel);
        while ((await recommendations.ListAsync(new(), cancellationToken: _end.Token)).Recommendations.Count == 0)
        {
            await Task.Delay(100, _end.Token);
        }
    }
}
