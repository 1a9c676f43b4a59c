using System.Diagnostics;
using CostIntel.Contracts.V1;
using Grpc.Net.Client;

namespace CostIntel.Bench.Recommendations;

/// <summary>
/// From recommendations that a rule approves to the last change that is made, verified and told, on a running engine with a
/// simulated executor named <c>sim</c>. Each change is some twenty events, each stored before what it asks for is done.
/// </summary>
public static class ChangeSpeed
{
    private const string Nothing = "minimum_saving: 1000000000\n";
    private const string Approvals = """
        rules:
          - { name: bench, when: { risk_max: 0.5 }, approve: { changes_per_day: 10000, cost_per_day: 1000000000 } }
        limits: []
        """;

    private const string Execution = """
        executors:
          - { name: all, executor: sim }
        limits: { attempt_within: 1m, verify_for: 1s, poll_every: 1s }
        """;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    public static async Task<object> RunAsync(string server, int resources)
    {
        using var channel = GrpcChannel.ForAddress(server);
        var account = $"changes-{Environment.ProcessId}";
        var client = new RecommendationService.RecommendationServiceClient(channel);
        var policies = new PolicyService.PolicyServiceClient(channel);
        await client.PutPolicyAsync(new() { Yaml = Nothing });
        await policies.PutApprovalPolicyAsync(new() { Yaml = Approvals });
        await policies.PutExecutionPolicyAsync(new() { Yaml = Execution });
        await WastedDisks.StreamAsync(channel, account, resources);
        var clock = Stopwatch.StartNew();
        await client.PutPolicyAsync(new());
        var changes = WastedDisks.WastedOf(resources);
        while (await CountAsync(client, account) < changes)
        {
            await Task.Delay(Between);
        }

        return new { changes, appliedSeconds = clock.Elapsed.TotalSeconds };
    }

    private static async Task<int> CountAsync(RecommendationService.RecommendationServiceClient client, string account) =>
        (await client.ListAsync(new()
        {
            Filters = { new CostFilter { Dimension = "account", Values = { account } } },
            States = { RecommendationState.Applied },
            PageSize = 1,
        })).Totals.Sum(total => total.Count);
}
