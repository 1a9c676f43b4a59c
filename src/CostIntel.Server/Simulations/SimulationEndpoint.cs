using CostIntel.Contracts.V1;
using CostIntel.Domain.Access;
using CostIntel.Domain.Simulation.Templates;
using CostIntel.Grains.Simulations;
using CostIntel.Server.Access;
using CostIntel.Server.Errors;
using CostIntel.Server.Queries;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Status = Grpc.Core.Status;

namespace CostIntel.Server.Simulations;

/// <summary>Answers what would have been, and keeps the answers.</summary>
internal sealed class SimulationEndpoint(SimulationRunner runner, IGrainFactory grains, TimeProvider time)
    : SimulationService.SimulationServiceBase
{
    private const int SimulationsPerPage = 50;
    private const int SimulationsPerPageMax = 200;

    /// <inheritdoc/>
    public override async Task Run(
        RunSimulationRequest request, IServerStreamWriter<RunSimulationResponse> responseStream, ServerCallContext context)
    {
        var complete = SimulationRequests.Complete(request);
        var book = BookOf(context);
        var stored = complete.RequestId.Length > 0 ? await book.FindAsync(complete.RequestId) : null;
        if (stored is null)
        {
            var run = await RunAsync(complete, context.Principal(), responseStream, context.CancellationToken);
            // Who has gone no longer wants it.
            context.CancellationToken.ThrowIfCancellationRequested();
            stored = await book.AddAsync(new StoredSimulation(run.ToByteArray()));
        }

        var kept = Simulation.Parser.ParseFrom(stored.Bytes);
        if (complete.RequestId.Length > 0 && !complete.Equals(kept.Request))
        {
            throw new RpcException(new Status(
                StatusCode.AlreadyExists, $"request_id '{complete.RequestId}' belongs to another simulation; choose another."));
        }

        await responseStream.WriteAsync(new() { Simulation = kept }, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<Simulation> Get(GetSimulationRequest request, ServerCallContext context)
    {
        Require.That(request.SimulationId.Length > 0, "simulation_id is missing.");
        var stored = await BookOf(context).FindAsync(request.SimulationId);
        return stored is null
            ? throw new RpcException(new Status(StatusCode.NotFound, $"No simulation '{request.SimulationId}' is kept."))
            : Simulation.Parser.ParseFrom(stored.Bytes);
    }

    /// <inheritdoc/>
    public override async Task<ListSimulationsResponse> List(ListSimulationsRequest request, ServerCallContext context)
    {
        var page = Page.Of(request.PageSize, request.PageToken, SimulationsPerPage, SimulationsPerPageMax, 0);
        var stored = await BookOf(context).ListAsync();
        var response = new ListSimulationsResponse { TotalCount = stored.Length, NextPageToken = page.NextToken(stored.Length) };
        response.Simulations.AddRange(page.Of(stored).Select(one => Simulation.Parser.ParseFrom(one.Bytes)));
        return response;
    }

    /// <inheritdoc/>
    public override Task<ListTemplatesResponse> ListTemplates(ListTemplatesRequest request, ServerCallContext context)
    {
        var response = new ListTemplatesResponse();
        response.Templates.AddRange(WhatIfTemplates.All.Select(SimulationMessages.ToMessage));
        return Task.FromResult(response);
    }

    private async Task<Simulation> RunAsync(
        RunSimulationRequest complete,
        Principal principal,
        IServerStreamWriter<RunSimulationResponse> responses,
        CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var outcome = await OutcomeAsync(complete, principal, responses, cancellation);
        var simulation = new Simulation
        {
            SimulationId = complete.RequestId,
            Request = complete,
            CreatedBy = principal.Name,
            Created = Timestamp.FromDateTimeOffset(time.GetUtcNow()),
            ElapsedMs = (long)time.GetElapsedTime(started).TotalMilliseconds,
            Resources = outcome.Resources,
            WithoutDays = outcome.WithoutDays,
        };
        simulation.Results.AddRange(outcome.Results.Select(result => SimulationMessages.ToMessage(result, complete)));
        return simulation;
    }

    private async Task<SimulationOutcome> OutcomeAsync(
        RunSimulationRequest complete,
        Principal principal,
        IServerStreamWriter<RunSimulationResponse> responses,
        CancellationToken cancellation)
    {
        try
        {
            return await runner.RunAsync(
                principal.Tenant,
                SimulationRequests.ToQuestion(complete),
                complete.Alternatives.Count,
                complete.Draws,
                complete.Seed,
                (done, total) => responses.WriteAsync(new() { Progress = new() { Done = done, Total = total } }, cancellation),
                cancellation);
        }
        catch (SimulationTooLargeException fault)
        {
            throw new RpcException(new Status(StatusCode.FailedPrecondition, fault.Message));
        }
    }

    private ISimulationBookGrain BookOf(ServerCallContext context) =>
        grains.GetGrain<ISimulationBookGrain>(context.Principal().Tenant.ToString());
}
