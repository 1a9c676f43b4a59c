using CostIntel.Contracts.V1;
using CostIntel.Domain.Simulation.Templates;
using CostIntel.Server.Access;
using CostIntel.Server.Errors;
using CostIntel.Server.Queries;
using Grpc.Core;
using Status = Grpc.Core.Status;

namespace CostIntel.Server.Simulations;

/// <summary>Answers what would have been.</summary>
internal sealed class SimulationEndpoint(SimulationRuns runs, RecommendationSimulations recommendations)
    : SimulationService.SimulationServiceBase
{
    private const int SimulationsPerPage = 50;
    private const int SimulationsPerPageMax = 200;

    /// <inheritdoc/>
    public override async Task Run(
        RunSimulationRequest request, IServerStreamWriter<RunSimulationResponse> responseStream, ServerCallContext context)
    {
        Require.That(
            !RecommendationSimulations.IsReserved(request.RequestId),
            $"request_id '{request.RequestId}' is how simulations of recommendations are named; choose another.");
        var complete = SimulationRequests.Complete(request);
        Task TellAsync(int done, int total) => responseStream.WriteAsync(
            new() { Progress = new() { Done = done, Total = total } }, context.CancellationToken);
        var kept = await runs.RunAsync(context.Principal(), complete, TellAsync, context.CancellationToken);
        await responseStream.WriteAsync(new() { Simulation = kept }, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<Simulation> Get(GetSimulationRequest request, ServerCallContext context)
    {
        Require.That(request.SimulationId.Length > 0, "simulation_id is missing.");
        return await recommendations.FindAsync(context.Principal(), request.SimulationId, context.CancellationToken)
            ?? throw new RpcException(new Status(StatusCode.NotFound, $"No simulation '{request.SimulationId}' is kept."));
    }

    /// <inheritdoc/>
    public override async Task<ListSimulationsResponse> List(ListSimulationsRequest request, ServerCallContext context)
    {
        var page = Page.Of(request.PageSize, request.PageToken, SimulationsPerPage, SimulationsPerPageMax, 0);
        var kept = await runs.ListAsync(context.Principal().Tenant);
        var response = new ListSimulationsResponse { TotalCount = kept.Count, NextPageToken = page.NextToken(kept.Count) };
        response.Simulations.AddRange(page.Of(kept));
        return response;
    }

    /// <inheritdoc/>
    public override Task<ListTemplatesResponse> ListTemplates(ListTemplatesRequest request, ServerCallContext context)
    {
        var response = new ListTemplatesResponse();
        response.Templates.AddRange(WhatIfTemplates.All.Select(SimulationMessages.ToMessage));
        return Task.FromResult(response);
    }
}
