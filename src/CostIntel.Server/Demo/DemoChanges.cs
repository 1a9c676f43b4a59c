using CostIntel.Contracts.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.Server.Demo;

/// <summary>
/// Has two of the demo's recommendations carried out, as a person would: one does what was promised, the other breaks an
/// objective and is undone. Sets policies with short times first, unless there are any: then it leaves everything to people.
/// </summary>
internal sealed class DemoChanges(GrpcChannel channel, TimeProvider time)
{
    private const string Approvals = """
        # The demo approves what is not too risky; nobody is there to ask about the rest.
        rules:
          - name: demo
            when: { risk_max: 0.5, scopes: ['account=demo-waste'] }
            approve: { changes_per_day: 20, cost_per_day: 5000 }

        """;

    private const string Execution = """
        # Nothing real is changed, so nobody has to wait.
        executors:
          - { name: demo, when: { scopes: ['account=demo-waste'] }, executor: simulated }
        limits: { attempt_within: 1m, retry_after: 1s, retry_after_max: 10s, poll_every: 2s, canary_for: 1m, verify_for: 2m, retain_for: 1d }

        """;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private readonly PolicyService.PolicyServiceClient _policies = new(channel);
    private readonly RecommendationService.RecommendationServiceClient _recommendations = new(channel);

    /// <summary>Waits until something is recommended, and has it done.</summary>
    /// <param name="onChange">Hears what is begun.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(Action<string> onChange, CancellationToken cancellation)
    {
        if (!await PrepareAsync(cancellation))
        {
            return;
        }

        foreach (var resource in new[] { DemoResources.Lost, DemoResources.TooLarge })
        {
            var id = await ProposedAsync(resource, cancellation);
            var request = new ApplyRequest { RecommendationIds = { id }, Comment = "The demo shows a change.", RequestId = $"demo-{id}" };
            try
            {
                await _recommendations.ApplyAsync(request, cancellationToken: cancellation);
                onChange($"{resource} is changed; costintel recommendations change {id} shows how it goes");
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.FailedPrecondition)
            {
                onChange($"{resource} is not changed: {refused.Status.Detail}");
            }
        }
    }

    private async Task<bool> PrepareAsync(CancellationToken cancellation)
    {
        var approvals = await _policies.GetApprovalPolicyAsync(new(), cancellationToken: cancellation);
        var execution = await _policies.GetExecutionPolicyAsync(new(), cancellationToken: cancellation);
        if (approvals.Yaml.Length > 0 || execution.Yaml.Length > 0)
        {
            return false;
        }

        var slo = new Slo
        {
            SloId = "demo-headroom", Metric = "cpu.utilization", Bound = SloBound.AtMost, Threshold = 85, Objective = 0.95, WindowDays = 7,
        };
        slo.Filters.Add(new CostFilter { Dimension = "resource", Values = { DemoResources.TooLarge } });
        await new SlaService.SlaServiceClient(channel).PutSloAsync(new() { Slo = slo }, cancellationToken: cancellation);
        await _policies.PutApprovalPolicyAsync(new() { Yaml = Approvals }, cancellationToken: cancellation);
        await _policies.PutExecutionPolicyAsync(new() { Yaml = Execution }, cancellationToken: cancellation);
        return true;
    }

    private async Task<string> ProposedAsync(string resource, CancellationToken cancellation)
    {
        var request = new ListRecommendationsRequest { Filters = { new CostFilter { Dimension = "resource", Values = { resource } } } };
        while (true)
        {
            var found = await _recommendations.ListAsync(request, cancellationToken: cancellation);
            if (found.Recommendations.Count > 0)
            {
                return found.Recommendations[0].RecommendationId;
            }

            await Task.Delay(Look, time, cancellation);
        }
    }
}
