using CostIntel.Contracts.V1;
using CostIntel.Grains.Changes;
using CostIntel.Grains.Recommendations.Desk;
using CostIntel.Server.Access;
using CostIntel.Server.Anomalies;
using CostIntel.Server.Changes;
using CostIntel.Server.Queries;
using CostIntel.Server.Simulations;
using Google.Protobuf;
using Grpc.Core;

namespace CostIntel.Server.Recommendations;

/// <summary>Tells what could be saved, and takes what people say of it.</summary>
internal sealed class RecommendationEndpoint(
    IGrainFactory grains,
    RecommendationWatch watch,
    RecommendationSettings settings,
    RecommendationSimulations simulations,
    ChangeCalls changes,
    ChangePreview preview,
    TimeProvider time)
    : RecommendationService.RecommendationServiceBase
{
    private const int PerPage = 100;
    private const int PerPageMax = 1_000;

    public override async Task<ListRecommendationsResponse> List(ListRecommendationsRequest request, ServerCallContext context)
    {
        RecommendationRequests.Check(request);
        var page = Page.Of(request.PageSize, request.PageToken, PerPage, PerPageMax, RecommendationRequests.Fingerprint(request));
        var found = await DeskOf(context).ListAsync(new RecommendationQuestion(request.ToByteArray(), page.Start, page.Size));
        var response = ListRecommendationsResponse.Parser.ParseFrom(found.Response.Span);
        response.NextPageToken = page.NextToken(found.Count);
        return response;
    }

    public override async Task<Recommendation> Get(GetRecommendationRequest request, ServerCallContext context)
    {
        var id = RecommendationRequests.Id(request.RecommendationId);
        var found = await DeskOf(context).GetAsync(id) ?? throw Unknown(id);
        var recommendation = Recommendation.Parser.ParseFrom(found);
        recommendation.SimulationId = await simulations.IdOfAsync(context.Principal(), recommendation);
        return recommendation;
    }

    public override Task Watch(
        WatchRecommendationsRequest request, IServerStreamWriter<RecommendationEvent> responseStream, ServerCallContext context) =>
        watch.RunAsync(context.Principal().Tenant, request, responseStream, context);

    public override Task<PlanChangeResponse> Plan(PlanChangeRequest request, ServerCallContext context) =>
        preview.PlanAsync(context.Principal(), request, context.CancellationToken);

    public override Task<ChangeStatus> Apply(ApplyRequest request, ServerCallContext context) =>
        changes.ApplyAsync(context.Principal(), request);

    public override Task<ChangeStatus> Approve(ApproveRequest request, ServerCallContext context) =>
        changes.ApproveAsync(context.Principal(), request);

    public override Task<ChangeStatus> Delegate(DelegateRequest request, ServerCallContext context) =>
        changes.DelegateAsync(context.Principal(), request);

    public override Task<ChangeStatus> Comment(CommentRequest request, ServerCallContext context) =>
        changes.CommentAsync(context.Principal(), request);

    public override Task<ChangeStatus> Rollback(RollbackRequest request, ServerCallContext context) =>
        changes.RollbackAsync(context.Principal(), request);

    public override Task<ChangeStatus> GetChange(GetChangeRequest request, ServerCallContext context) =>
        changes.GetAsync(context.Principal(), request.ChangeId);

    public override Task<ExplainResponse> Explain(ExplainRequest request, ServerCallContext context) =>
        changes.ExplainAsync(context.Principal(), request.ChangeId);

    public override Task<ReportStepResponse> ReportStep(ReportStepRequest request, ServerCallContext context) =>
        changes.ReportAsync(context.Principal(), request);

    public override Task<Recommendation> Reject(RejectRecommendationRequest request, ServerCallContext context) => CommandAsync(
        new(request.RecommendationId, request.RequestId, request.Comment, RecommendationRequests.MutedUntil(request, time.GetUtcNow())),
        RecommendationAction.Reject,
        ChangeVerb.Reject,
        context);

    public override Task<Recommendation> ReportApplied(ReportAppliedRequest request, ServerCallContext context) => CommandAsync(
        new(request.RecommendationId, request.RequestId, request.Comment, RecommendationRequests.AppliedAt(request, time.GetUtcNow())),
        RecommendationAction.Apply,
        ChangeVerb.RecordApplied,
        context);

    public override Task<Recommendation> ReportRolledBack(ReportRolledBackRequest request, ServerCallContext context) => CommandAsync(
        new(request.RecommendationId, request.RequestId, request.Comment, null),
        RecommendationAction.RollBack,
        ChangeVerb.RecordRolledBack,
        context);

    public override async Task<GetSavingsResponse> GetSavings(GetSavingsRequest request, ServerCallContext context)
    {
        AnomalyRequests.ScopeOf(request.Filters);
        return GetSavingsResponse.Parser.ParseFrom((await DeskOf(context).GetSavingsAsync(request.ToByteArray())).Span);
    }

    public override Task<RecommendationPolicy> GetPolicy(GetPolicyRequest request, ServerCallContext context) =>
        settings.GetPolicyAsync(context.Principal().Tenant);

    public override Task<RecommendationPolicy> PutPolicy(PutPolicyRequest request, ServerCallContext context) =>
        settings.PutPolicyAsync(context.Principal().Tenant, request.Yaml);

    public override Task<PriceDocument> GetPrices(GetPricesRequest request, ServerCallContext context) =>
        settings.GetPricesAsync(context.Principal().Tenant);

    public override Task<PriceDocument> PutPrices(PutPricesRequest request, ServerCallContext context) =>
        settings.PutPricesAsync(context.Principal().Tenant, request.Yaml);

    private static RpcException Unknown(string id) =>
        new(new Status(StatusCode.NotFound, $"There is no recommendation '{id}'."));

    // Who has taken it up decides: the change that carries it out, or else the desk.
    private async Task<Recommendation> CommandAsync(
        Saying said, RecommendationAction action, ChangeVerb verb, ServerCallContext context)
    {
        var id = RecommendationRequests.Id(said.RecommendationId);
        var comment = AnomalyRequests.Comment(said.Comment);
        var known = Recommendation.Parser.ParseFrom(await DeskOf(context).GetAsync(id) ?? throw Unknown(id));
        var reason = comment.Length > 0 ? comment : "No reason was given.";
        if (await changes.SayAsync(context.Principal(), known, verb, said.RequestId, reason, said.AtUtc) is { } told)
        {
            return told;
        }

        var answer = await DeskOf(context)
            .CommandAsync(new RecommendationCommand(id, action, context.Principal().Name, comment, said.AtUtc));
        if (answer.Refusal is { } refusal)
        {
            throw new RpcException(new Status(StatusCode.FailedPrecondition, refusal));
        }

        return answer.Recommendation is { } recommendation ? Recommendation.Parser.ParseFrom(recommendation) : throw Unknown(id);
    }

    private IRecommendationDeskGrain DeskOf(ServerCallContext context) =>
        grains.GetGrain<IRecommendationDeskGrain>(context.Principal().Tenant.ToString());

    // What somebody says of a recommendation.
    private sealed record Saying(string RecommendationId, string RequestId, string Comment, DateTimeOffset? AtUtc);
}
