using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.EndToEnd;

/// <summary>Who carries changes out: asked and set through a running engine.</summary>
public sealed class ExecutionPolicies : IAsyncLifetime, IDisposable
{
    private const string Simulated = "executors:\n  - { name: dev, when: { environments: [non-production] }, executor: sim }\n";

    private readonly TemporaryFolder _folder = new();
    private EngineProcess _engine = null!;
    private GrpcChannel _channel = null!;

    private PolicyService.PolicyServiceClient Client => new(_channel);

    public async Task InitializeAsync()
    {
        _engine = await EngineProcess.StartAsync(
            _folder.File("data"),
            "--CostIntel:Execution:Executors:0:Name=sim",
            "--CostIntel:Execution:Executors:0:Kind=simulated",
            "--CostIntel:Execution:Executors:1:Name=others",
            "--CostIntel:Execution:Executors:1:Kind=simulated",
            "--CostIntel:Execution:Executors:1:Tenants:0=somebody-else");
        _channel = GrpcChannel.ForAddress(_engine.Url);
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _engine.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_policy_is_checked_and_kept_over_a_kill_with_its_version()
    {
        var usual = await Client.GetExecutionPolicyAsync(new());
        var wrong = await RefusedAsync("executors:\n  - { name: a }\nwrong: 1");
        var put = await Client.PutExecutionPolicyAsync(new() { Yaml = Simulated });
        await _engine.KillAsync();
        await _engine.StartAgainAsync();
        var kept = await Client.GetExecutionPolicyAsync(new());

        Assert.Contains("executors: []", usual.EffectiveYaml, StringComparison.Ordinal);
        Assert.Contains("line 2, executors[0].executor", wrong, StringComparison.Ordinal);
        Assert.Contains("line 3, wrong", wrong, StringComparison.Ordinal);
        Assert.Equal((Simulated, put.Version), (kept.Yaml, kept.Version));
        Assert.NotEqual(usual.Version, kept.Version);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("others")]
    public async Task An_executor_that_the_tenant_does_not_have_is_refused(string name) => Assert.Contains(
        $"names executor '{name}', which this server does not have",
        await RefusedAsync($"executors:\n  - {{ name: a, executor: {name} }}"),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_policy_is_set_and_shown_from_the_command_line()
    {
        var file = _folder.File("execution.yaml");
        await File.WriteAllTextAsync(file, Simulated);

        var (_, set, _) = await Programs.RunCliAsync(_engine.Url, "policy", "execution", "set", file);
        var (_, shown, _) = await Programs.RunCliAsync(_engine.Url, "policy", "execution", "show");
        var (_, own, _) = await Programs.RunCliAsync(_engine.Url, "policy", "execution", "show", "--own");

        Assert.Matches("^Version [0-9a-f]{20} holds.\n$", set);
        Assert.Contains("executor: sim, canary: 1", shown, StringComparison.Ordinal);
        Assert.Equal(Simulated, own);
    }

    private async Task<string> RefusedAsync(string yaml)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await Client.PutExecutionPolicyAsync(new() { Yaml = yaml }));
        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        return refusal.Status.Detail;
    }
}
