using CostIntel.Contracts.V1;
using CostIntel.Grains.Recommendations.Desk;
using CostIntel.Server.Access;
using CostIntel.Server.Anomalies;
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

    public override Task<Recommendation> Reject(RejectRecommendationRequest request, ServerCallContext context) => CommandAsync(
        request.RecommendationId,
        RecommendationAction.Reject,
        request.Comment,
        RecommendationRequests.MutedUntil(request, time.GetUtcNow()),
        context);

    public override Task<Recommendation> ReportApplied(ReportAppliedRequest request, ServerCallContext context) => CommandAsync(
        request.RecommendationId,
        RecommendationAction.Apply,
        request.Comment,
        RecommendationRequests.AppliedAt(request, time.GetUtcNow()),
        context);

    public override Task<Recommendation> ReportRolledBack(ReportRolledBackRequest request, ServerCallContext context) =>
        CommandAsync(request.RecommendationId, RecommendationAction.RollBack, request.Comment, null, context);

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

    private async Task<Recommendation> CommandAsync(
        string recommendationId, RecommendationAction action, string comment, DateTimeOffset? at, ServerCallContext context)
    {
        var id = RecommendationRequests.Id(recommendationId);
        var command = new RecommendationCommand(
            id, action, context.Principal().Name, AnomalyRequests.Comment(comment), at);
        var answer = await DeskOf(context).CommandAsync(command);
        if (answer.Refusal is { } refusal)
        {
            throw new RpcException(new Status(StatusCode.FailedPrecondition, refusal));
        }

        return answer.Recommendation is { } recommendation ? Recommendation.Parser.ParseFrom(recommendation) : throw Unknown(id);
    }

    private IRecommendationDeskGrain DeskOf(ServerCallContext context) =>
        grains.GetGrain<IRecommendationDeskGrain>(context.Principal().Tenant.ToString());
}
