using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.EndToEnd;

/// <summary>Stopping changes and the versions of the policy, through a running engine.</summary>
public sealed class ChangeStops : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private EngineProcess _engine = null!;
    private GrpcChannel _channel = null!;

    private PolicyService.PolicyServiceClient Client => new(_channel);

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

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_order_to_stop_is_checked_kept_over_a_kill_and_taken_back()
    {
        var request = new StopChangesRequest { Reason = "Release night.", RequestId = "night-1" };
        request.Filters.Add(new CostFilter { Dimension = "tag:team", Values = { "search" } });
        var order = await Client.StopChangesAsync(request);
        await _engine.KillAsync();
        await _engine.StartAgainAsync();

        var again = await Client.StopChangesAsync(request);
        var kept = Assert.Single((await Client.ListStopsAsync(new())).Stops);
        await Client.ResumeChangesAsync(new() { StopId = order.StopId });
        await Client.ResumeChangesAsync(new() { StopId = order.StopId });
        var late = await Client.StopChangesAsync(request);

        Assert.Equal(("stop-1", "anonymous", "Release night."), (order.StopId, order.By, order.Reason));
        Assert.Equal(order, again);
        Assert.Equal(order, kept);
        Assert.Equal(order, late);
        Assert.Empty((await Client.ListStopsAsync(new())).Stops);
    }

    [Fact]
    public async Task An_order_without_a_reason_or_of_nothing_known_is_refused()
    {
        var none = await Refused(() => Client.StopChangesAsync(new() { Reason = " " }));
        var wrong = await Refused(() => Client.StopChangesAsync(new() { Reason = "x", Filters = { new CostFilter { Dimension = "colour" } } }));
        var unknown = await Refused(() => Client.ResumeChangesAsync(new() { StopId = "stop-9" }));

        Assert.Equal(StatusCode.InvalidArgument, none.StatusCode);
        Assert.Contains("'colour' is not a dimension", wrong.Detail, StringComparison.Ordinal);
        Assert.Equal(StatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task People_stop_and_resume_from_the_command_line()
    {
        var (_, stopped, _) = await Programs.RunCliAsync(_engine.Url, "policy", "stop", "--reason", "Audit.", "--filter", "service=Compute,Storage");
        var (_, listed, _) = await Programs.RunCliAsync(_engine.Url, "policy", "stops");
        var (_, resumed, _) = await Programs.RunCliAsync(_engine.Url, "policy", "resume", "stop-1");

        Assert.Equal("stop-1 holds: changes of service=Compute,Storage.\n", stopped);
        Assert.Contains("anonymous  changes of service=Compute,Storage  Audit.", listed, StringComparison.Ordinal);
        Assert.Equal("stop-1 holds no longer.\n", resumed);
    }

    [Fact]
    public async Task Policies_that_held_before_are_found_by_their_version()
    {
        var usual = await Client.GetApprovalPolicyAsync(new());
        var first = await Client.PutApprovalPolicyAsync(new() { Yaml = "expires_after: 1d\n" });
        var second = await Client.PutApprovalPolicyAsync(new() { Yaml = "expires_after: 2d\n" });
        await _engine.KillAsync();
        await _engine.StartAgainAsync();

        var versions = (await Client.ListApprovalPolicyVersionsAsync(new())).Versions;
        var (_, shown, _) = await Programs.RunCliAsync(_engine.Url, "policy", "show", "--own", "--version", first.Version);
        var (_, listed, _) = await Programs.RunCliAsync(_engine.Url, "policy", "versions");
        var missing = await Refused(() => Client.GetApprovalPolicyVersionAsync(new() { Version = "unknown" }));

        Assert.Equal([second.Version, first.Version], versions.Select(one => one.Version));
        Assert.All(versions, one => Assert.Equal("anonymous", one.By));
        Assert.Equal("expires_after: 1d\n", shown);
        Assert.Contains(second.Version, listed, StringComparison.Ordinal);
        Assert.Equal(usual, await Client.GetApprovalPolicyVersionAsync(new() { Version = usual.Version }));
        Assert.Equal(StatusCode.NotFound, missing.StatusCode);
    }

    private static async Task<Status> Refused<T>(Func<AsyncUnaryCall<T>> call) =>
        (await Assert.ThrowsAsync<RpcException>(async () => await call())).Status;
}
