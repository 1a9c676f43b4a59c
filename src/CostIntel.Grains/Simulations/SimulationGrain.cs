using CostIntel.Contracts.State.V1;
using CostIntel.Grains.Serialization;
using Google.Protobuf;

namespace CostIntel.Grains.Simulations;

/// <inheritdoc cref="ISimulationGrain"/>
[GrainType("simulation")]
public sealed class SimulationGrain(
    [PersistentState("simulation", GrainStores.Snapshots)] IPersistentState<SimulationSnapshot> state)
    : Grain, ISimulationGrain
{
    /// <inheritdoc/>
    public async Task PutAsync(StoredSimulation simulation)
    {
        state.State = new SimulationSnapshot { Simulation = ByteString.CopyFrom(simulation.Bytes) };
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What is in memory may not be what is stored; the next activation knows.
            DeactivateOnIdle();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<StoredSimulation?> GetAsync() => Task.FromResult(
        state.State.Simulation.IsEmpty ? null : new StoredSimulation(state.State.Simulation.ToByteArray()));

    /// <inheritdoc/>
    public async Task ForgetAsync()
    {
        await state.ClearStateAsync();
        DeactivateOnIdle();
    }
}
