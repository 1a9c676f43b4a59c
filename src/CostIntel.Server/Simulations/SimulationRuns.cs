using CostIntel.Contracts.V1;
using CostIntel.Domain.Access;
using CostIntel.Domain.Identity;
using CostIntel.Grains.Simulations;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Status = Grpc.Core.Status;

namespace CostIntel.Server.Simulations;

/// <summary>Runs simulations and keeps what they come to.</summary>
internal sealed class SimulationRuns(SimulationRunner runner, IGrainFactory grains, TimeProvider time)
{
    /// <summary>The simulation of this id; null when none is kept.</summary>
    public async Task<Simulation?> FindAsync(TenantId tenant, string id)
    {
        var stored = id.Length == 0 ? null : await BookOf(tenant).FindAsync(id);
        return stored is null ? null : Simulation.Parser.ParseFrom(stored.Bytes);
    }

    /// <summary>All that are kept, newest first, without results.</summary>
    public async Task<IReadOnlyList<Simulation>> ListAsync(TenantId tenant) =>
        [.. (await BookOf(tenant).ListAsync()).Select(one => Simulation.Parser.ParseFrom(one.Bytes))];

    /// <summary>Runs a simulation, unless one of its id is kept.</summary>
    /// <param name="principal">Who asks.</param>
    /// <param name="complete">A request that was checked.</param>
    /// <param name="progress">Is told how many resources are done, of how many.</param>
    /// <param name="cancellation">Stops it; nothing is kept then.</param>
    /// <exception cref="RpcException">There are too many resources, or the id belongs to another request.</exception>
    public async Task<Simulation> RunAsync(
        Principal principal, RunSimulationRequest complete, Func<int, int, Task> progress, CancellationToken cancellation)
    {
        var kept = await FindAsync(principal.Tenant, complete.RequestId);
        if (kept is null)
        {
            var simulation = await SimulateAsync(principal, complete, progress, cancellation);
            // Who has gone no longer wants it.
            cancellation.ThrowIfCancellationRequested();
            var stored = await BookOf(principal.Tenant).AddAsync(new StoredSimulation(simulation.ToByteArray()));
            kept = Simulation.Parser.ParseFrom(stored.Bytes);
        }

        return complete.RequestId.Length == 0 || complete.Equals(kept.Request)
            ? kept
            : throw new RpcException(new Status(
                StatusCode.AlreadyExists, $"request_id '{complete.RequestId}' belongs to another simulation; choose another."));
    }

    private async Task<Simulation> SimulateAsync(
        Principal principal, RunSimulationRequest complete, Func<int, int, Task> progress, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var outcome = await OutcomeAsync(principal.Tenant, complete, progress, cancellation);
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
        TenantId tenant, RunSimulationRequest complete, Func<int, int, Task> progress, CancellationToken cancellation)
    {
        try
        {
            return await runner.RunAsync(
                tenant,
                SimulationRequests.ToQuestion(complete),
                complete.Alternatives.Count,
                complete.Draws,
                complete.Seed,
                progress,
                cancellation);
        }
        catch (SimulationTooLargeException fault)
        {
            throw new RpcException(new Status(StatusCode.FailedPrecondition, fault.Message));
        }
    }

    private ISimulationBookGrain BookOf(TenantId tenant) => grains.GetGrain<ISimulationBookGrain>(tenant.ToString());
}
