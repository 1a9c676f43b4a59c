using CostIntel.Contracts.V1;
using CostIntel.Server.Errors;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CostIntel.Server.Approvals;

/// <content>Shows policies that held before.</content>
internal sealed partial class PolicyEndpoint
{
    public override async Task<ListApprovalPolicyVersionsResponse> ListApprovalPolicyVersions(
        ListApprovalPolicyVersionsRequest request, ServerCallContext context)
    {
        var put = await SettingsOf(context).GetApprovalsPutAsync();
        var response = new ListApprovalPolicyVersionsResponse();
        response.Versions.AddRange(put.Reverse().Select(one => new ApprovalPolicyVersion
        {
            Version = one.Version, By = one.By, At = one.AtUtc.ToTimestamp(),
        }));
        return response;
    }

    public override async Task<ApprovalPolicy> GetApprovalPolicyVersion(
        GetApprovalPolicyVersionRequest request, ServerCallContext context)
    {
        Require.That(request.Version.Length > 0, "version is empty; ListApprovalPolicyVersions has those that are kept.");
        var put = await SettingsOf(context).GetApprovalsPutAsync();
        var yaml = put.LastOrDefault(one => one.Version == request.Version)?.Yaml;
        var found = yaml is not null ? PolicyOf(yaml) : PolicyOf("");
        return found.Version == request.Version
            ? found
            : throw new RpcException(new Status(StatusCode.NotFound, $"No approval policy of version '{request.Version}' is kept."));
    }
}
