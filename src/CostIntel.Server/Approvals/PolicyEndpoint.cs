using CostIntel.Contracts.Documents;
using CostIntel.Contracts.V1;
using CostIntel.Grains.Changes.Execution;
using CostIntel.Grains.Recommendations.Desk;
using CostIntel.Grains.Recommendations.Settings;
using CostIntel.Server.Access;
using CostIntel.Server.Anomalies;
using CostIntel.Server.Errors;
using Grpc.Core;

namespace CostIntel.Server.Approvals;

/// <summary>Shows and replaces policies of changes, and tries those of approval: checked here, kept with the tenant's settings.</summary>
internal sealed partial class PolicyEndpoint(IGrainFactory grains, IChangeExecutors executors) : PolicyService.PolicyServiceBase
{
    private const int Differences = 100;
    private const int DifferencesMax = 1_000;

    public override async Task<ApprovalPolicy> GetApprovalPolicy(GetApprovalPolicyRequest request, ServerCallContext context) =>
        PolicyOf(await SettingsOf(context).GetAsync());

    public override async Task<ApprovalPolicy> PutApprovalPolicy(PutApprovalPolicyRequest request, ServerCallContext context)
    {
        AnomalyRequests.Parsed(() => ApprovalDocument.Parse(request.Yaml));
        return PolicyOf(await SettingsOf(context).ChangeAsync(
            new SettingsChange(Approvals: request.Yaml, By: context.Principal().Name)));
    }

    public override async Task<TryApprovalPolicyResponse> TryApprovalPolicy(
        TryApprovalPolicyRequest request, ServerCallContext context)
    {
        AnomalyRequests.Parsed(() => ApprovalDocument.Parse(request.Yaml));
        Require.That(
            request.DifferencesMax is >= 0 and <= DifferencesMax,
            $"differences_max is {request.DifferencesMax}; it must be 1 to {DifferencesMax}, or 0 for {Differences}.");
        var present = PolicyOf(await SettingsOf(context).GetAsync());
        var desk = grains.GetGrain<IRecommendationDeskGrain>(context.Principal().Tenant.ToString());
        var answer = await desk.TryPolicyAsync(new ApprovalTrial(
            present.Yaml, request.Yaml, request.DifferencesMax == 0 ? Differences : request.DifferencesMax));
        return TryApprovalPolicyResponse.Parser.ParseFrom(answer.Span);
    }

    private static ApprovalPolicy PolicyOf(SettingsView settings) => PolicyOf(settings.Approvals);

    private static ApprovalPolicy PolicyOf(string yaml)
    {
        try
        {
            var policy = ApprovalDocument.Parse(yaml);
            return new()
            {
                Yaml = yaml, EffectiveYaml = ApprovalDocument.Write(policy), Version = policy.Version,
            };
        }
        catch (DocumentException fault)
        {
            // It was right when it was put: a machine without its time zones cannot tell when windows open.
            throw new RpcException(new Status(
                StatusCode.FailedPrecondition, $"The approval policy that is set can no longer be read: {fault.Message}"));
        }
    }

    private ITenantSettingsGrain SettingsOf(ServerCallContext context) =>
        grains.GetGrain<ITenantSettingsGrain>(context.Principal().Tenant.ToString());
}
