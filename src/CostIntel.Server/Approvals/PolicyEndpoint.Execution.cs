using CostIntel.Contracts.Documents;
using CostIntel.Contracts.V1;
using CostIntel.Grains.Recommendations.Settings;
using CostIntel.Server.Access;
using CostIntel.Server.Anomalies;
using CostIntel.Server.Errors;
using Grpc.Core;
using Flow = CostIntel.Domain.Workflow.Execution;

namespace CostIntel.Server.Approvals;

/// <content>Shows and replaces execution policies.</content>
internal sealed partial class PolicyEndpoint
{
    public override async Task<ExecutionPolicy> GetExecutionPolicy(GetExecutionPolicyRequest request, ServerCallContext context) =>
        ExecutionOf(await SettingsOf(context).GetAsync());

    public override async Task<ExecutionPolicy> PutExecutionPolicy(PutExecutionPolicyRequest request, ServerCallContext context)
    {
        var policy = AnomalyRequests.Parsed(() => ExecutionDocument.Parse(request.Yaml));
        var tenant = context.Principal().Tenant.ToString();
        foreach (var rule in policy.Rules.Where(rule => rule.Executor != Flow.ExecutionPolicy.ByHand))
        {
            Require.That(
                executors.Knows(tenant, rule.Executor),
                $"Rule '{rule.Name}' names executor '{rule.Executor}', which this server does not have for tenant '{tenant}'.");
        }

        return ExecutionOf(await SettingsOf(context).ChangeAsync(new SettingsChange(Execution: request.Yaml)));
    }

    private static ExecutionPolicy ExecutionOf(SettingsView settings)
    {
        var policy = ExecutionDocument.Parse(settings.Execution);
        return new()
        {
            Yaml = settings.Execution, EffectiveYaml = ExecutionDocument.Write(policy), Version = policy.Version,
        };
    }
}
