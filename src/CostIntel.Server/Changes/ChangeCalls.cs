using CostIntel.Contracts.V1;
using CostIntel.Domain.Access;
using CostIntel.Domain.Workflow.Approvals;
using CostIntel.Grains.Changes;
using CostIntel.Grains.Recommendations.Desk;
using CostIntel.Server.Anomalies;
using Grpc.Core;
using ChangeId = CostIntel.Domain.Workflow.ChangeId;

namespace CostIntel.Server.Changes;

/// <summary>Brings what people and programs want of changes to them.</summary>
internal sealed class ChangeCalls(IGrainFactory grains, TimeProvider time)
{
    public async Task<ChangeStatus> ApplyAsync(Principal caller, ApplyRequest request)
    {
        var ids = ChangeRequests.Ids(request.RecommendationIds);
        var requestId = ChangeRequests.RequestId(request.RequestId);
        // Without a name of its own each request for several is another.
        var changeId = ChangeId.Of(
            ids, requestId.Length > 0 ? $"{caller.Name}\n{requestId}" : FormattableString.Invariant($"{time.GetUtcNow().UtcTicks}"));
        var answer = await ChangeOf(caller, changeId)
            .OpenAsync(new ChangeOpening(ids, caller.Name, requestId, AnomalyRequests.Comment(request.Comment), false));
        return Status(answer, changeId);
    }

    public Task<ChangeStatus> ApproveAsync(Principal caller, ApproveRequest request) => CommandAsync(
        caller,
        request.ChangeId,
        Command(ChangeVerb.Approve, caller, request.RequestId, AnomalyRequests.Comment(request.Comment)) with
        {
            PlanHash = ChangeRequests.Hash(request.PlanHash, "plan_hash"),
            StateHash = ChangeRequests.Hash(request.StateHash, "state_hash"),
        });

    public Task<ChangeStatus> DelegateAsync(Principal caller, DelegateRequest request) => CommandAsync(
        caller,
        request.ChangeId,
        Command(ChangeVerb.Delegate, caller, request.RequestId, AnomalyRequests.Comment(request.Comment)) with
        {
            To = ChangeRequests.Name(request.To, "to"),
        });

    public Task<ChangeStatus> CommentAsync(Principal caller, CommentRequest request) => CommandAsync(
        caller, request.ChangeId, Command(ChangeVerb.Comment, caller, request.RequestId, ChangeRequests.Said(request.Comment)));

    public Task<ChangeStatus> RollbackAsync(Principal caller, RollbackRequest request) => CommandAsync(
        caller, request.ChangeId, Command(ChangeVerb.RollBack, caller, request.RequestId, ChangeRequests.Said(request.Comment)));

    public async Task<ChangeStatus> GetAsync(Principal caller, string changeId)
    {
        var id = await ResolveAsync(caller, changeId);
        return Status(await ChangeOf(caller, id).GetAsync(), id);
    }

    public async Task<ExplainResponse> ExplainAsync(Principal caller, string changeId)
    {
        var id = await ResolveAsync(caller, changeId);
        return await ChangeOf(caller, id).ExplainAsync() is { } explained
            ? ExplainResponse.Parser.ParseFrom(explained)
            : throw Unknown(id);
    }

    public async Task<ReportStepResponse> ReportAsync(Principal caller, ReportStepRequest request)
    {
        var id = ChangeRequests.ChangeId(request.ChangeId);
        var report = new ChangeReport(
            ChangeRequests.Key(request.Key, id),
            ChangeRequests.Outcome(request.Outcome),
            AnomalyRequests.Comment(request.Text),
            caller.Name);
        var awaited = await ChangeOf(caller, id).ReportAsync(report) ?? throw Unknown(id);
        return new ReportStepResponse { Awaited = awaited };
    }

    /// <summary>Does what somebody wants of the change that carries a recommendation out.</summary>
    /// <returns>The recommendation as it is then; null when no change has taken it up, and the desk decides.</returns>
    public async Task<Recommendation?> SayAsync(
        Principal caller, Recommendation recommendation, ChangeVerb verb, string requestId, string text, DateTimeOffset? since)
    {
        if (!IsWithChange(recommendation))
        {
            return null;
        }

        if (recommendation.State == RecommendationState.Applied && verb == ChangeVerb.RecordApplied)
        {
            return recommendation;
        }

        var command = Command(verb, caller, requestId, text) with { SinceUtc = since };
        var status = await CommandAsync(caller, recommendation.ChangeId, command);
        // The desk hears of it a moment later.
        recommendation.State = status.State;
        return recommendation;
    }

    private static bool IsWithChange(Recommendation recommendation) => recommendation.ChangeId.Length > 0
        && recommendation.State is RecommendationState.Proposed or RecommendationState.PendingApproval
            or RecommendationState.Approved or RecommendationState.Scheduled or RecommendationState.Executing
            or RecommendationState.Verifying or RecommendationState.RollingBack or RecommendationState.Applied;

    private static ChangeCommand Command(ChangeVerb verb, Principal caller, string requestId, string text) => new(
        verb, ChangeRequests.RequestId(requestId), caller.Name, [.. Approver.Of(caller).Groups], text);

    private static ChangeStatus Status(ChangeAnswer answer, string id) => answer switch
    {
        { Refusal: { } refusal } => throw new RpcException(new Status(StatusCode.FailedPrecondition, refusal)),
        { Status: { } status } => ChangeStatus.Parser.ParseFrom(status),
        _ => throw Unknown(id),
    };

    private static RpcException Unknown(string id) =>
        new(new Status(StatusCode.NotFound, $"There is no change '{id}', and no recommendation of that name that could become one."));

    private async Task<ChangeStatus> CommandAsync(Principal caller, string changeId, ChangeCommand command)
    {
        var id = await ResolveAsync(caller, changeId);
        return Status(await ChangeOf(caller, id).CommandAsync(command), id);
    }

    // Whoever knows a recommendation finds the change that carries it out with others.
    private async Task<string> ResolveAsync(Principal caller, string text)
    {
        var id = ChangeRequests.ChangeId(text);
        if (ChangeId.IsOfSeveral(id))
        {
            return id;
        }

        var found = await grains.GetGrain<IRecommendationDeskGrain>(caller.Tenant.ToString()).GetAsync(id) ?? throw Unknown(id);
        var recommendation = Recommendation.Parser.ParseFrom(found);
        return recommendation.ChangeId.Length > 0 ? recommendation.ChangeId : id;
    }

    private IChangeGrain ChangeOf(Principal caller, string changeId) =>
        grains.GetGrain<IChangeGrain>(ChangeKey.Of(caller.Tenant.ToString(), changeId));
}
