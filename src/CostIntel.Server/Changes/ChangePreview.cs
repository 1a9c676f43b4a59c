using CostIntel.Contracts.State.V1;
using CostIntel.Contracts.V1;
using CostIntel.Contracts.Workflow;
using CostIntel.Domain.Access;
using CostIntel.Grains.Changes;
using CostIntel.Grains.Changes.Control;
using CostIntel.Grains.Changes.Execution;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using CheckOutcome = CostIntel.Domain.Workflow.CheckOutcome;

namespace CostIntel.Server.Changes;

/// <summary>Says what would be done, by whom, under whose approval and when. Changes nothing.</summary>
internal sealed class ChangePreview(IGrainFactory grains, ChangePlanning planning, ChangeInspector inspector)
{
    private const string PreviewId = "preview";

    public async Task<PlanChangeResponse> PlanAsync(Principal caller, PlanChangeRequest request, CancellationToken cancellation)
    {
        var tenant = caller.Tenant.ToString();
        var design = await planning.DesignAsync(tenant, ChangeRequests.Ids(request.RecommendationIds));
        if (design.Planned is not { } planned)
        {
            var code = design.Missing is null ? StatusCode.FailedPrecondition : StatusCode.NotFound;
            throw new RpcException(new Status(code, design.Refusal));
        }

        var control = grains.GetGrain<IChangeControlGrain>(tenant);
        var decided = await control.DecideAsync(new PolicyQuestion(design.Stored, caller.Name, IsOnlyLooking: true));
        var response = new PlanChangeResponse
        {
            Plan = planned.Plan.ToMessage(planned.Plan.Hash(), planned.StateHash),
            PolicyVersion = decided.PolicyVersion,
            Forbidden = decided.Refusal is not null,
            Why = decided.Refusal ?? "",
        };
        if (decided.Requirement is { } stored)
        {
            var requirement = StoredApprovalRequirement.Parser.ParseFrom(stored).ToDomain();
            (response.Why, response.Automatic) = (requirement.Why, requirement.IsAutomatic);
            response.Levels.AddRange(requirement.Levels.Select(level => level.ToMessage()));
            var window = await control.FindWindowAsync(design.Stored, DateTimeOffset.MaxValue);
            response.Start = window.Refusal is null ? window.StartUtc.ToTimestamp() : null;
        }

        if (!design.IsByHand)
        {
            var report = await inspector.CheckAsync(
                caller.Tenant, PreviewId, planned.Plan, design.Members, design.Policy, PreviewId, cancellation);
            response.Check = new ChangeCheck { Outcome = OutcomeOf(report.Outcome), Text = report.Text, Undo = { report.Undo } };
        }

        return response;
    }

    private static ChangeCheckOutcome OutcomeOf(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => ChangeCheckOutcome.Passed,
        CheckOutcome.NotNow => ChangeCheckOutcome.NotNow,
        CheckOutcome.Impossible => ChangeCheckOutcome.Impossible,
        _ => ChangeCheckOutcome.Unknown,
    };
}
