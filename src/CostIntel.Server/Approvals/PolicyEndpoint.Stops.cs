using CostIntel.Contracts.V1;
using CostIntel.Contracts.Workflow;
using CostIntel.Grains.Changes.Control;
using CostIntel.Server.Access;
using CostIntel.Server.Anomalies;
using CostIntel.Server.Errors;
using Google.Protobuf;
using Grpc.Core;

namespace CostIntel.Server.Approvals;

/// <content>Stops changes and lets them go on.</content>
internal sealed partial class PolicyEndpoint
{
    private const int ReasonMax = 2_000;

    public override async Task<StopOrder> StopChanges(StopChangesRequest request, ServerCallContext context)
    {
        AnomalyRequests.Parsed(request.ToScopes);
        Require.That(!string.IsNullOrWhiteSpace(request.Reason), "reason is empty; say why changes are stopped.");
        Require.That(
            request.Reason.Length <= ReasonMax, $"reason has {request.Reason.Length} characters; at most {ReasonMax}.");
        if (request.RequestId.Length > 0)
        {
            Require.Name(request.RequestId, "request_id", "");
        }

        var answer = await ControlOf(context).StopAsync(request.ToByteArray(), context.Principal().Name);
        return answer.Order is { } order
            ? StopOrder.Parser.ParseFrom(order)
            : throw new RpcException(new Status(StatusCode.FailedPrecondition, answer.Refusal ?? ""));
    }

    public override async Task<ResumeChangesResponse> ResumeChanges(ResumeChangesRequest request, ServerCallContext context)
    {
        Require.That(request.StopId.Length > 0, "stop_id is empty; ListStops has those that hold.");
        return await ControlOf(context).ResumeAsync(request.StopId, context.Principal().Name)
            ? new ResumeChangesResponse()
            : throw new RpcException(new Status(StatusCode.NotFound, $"There is no order '{request.StopId}' to stop changes."));
    }

    public override async Task<ListStopsResponse> ListStops(ListStopsRequest request, ServerCallContext context)
    {
        var response = new ListStopsResponse();
        response.Stops.AddRange((await ControlOf(context).ListStopsAsync()).Select(order => StopOrder.Parser.ParseFrom(order)));
        return response;
    }

    private IChangeControlGrain ControlOf(ServerCallContext context) =>
        grains.GetGrain<IChangeControlGrain>(context.Principal().Tenant.ToString());
}
