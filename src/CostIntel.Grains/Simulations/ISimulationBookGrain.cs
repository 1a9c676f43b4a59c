using Orleans.Concurrency;

namespace CostIntel.Grains.Simulations;

/// <summary>The simulations of one tenant, keyed by its canonical id. The last 200 are kept.</summary>
[Alias("costintel.simulation-book")]
public interface ISimulationBookGrain : IGrainWithStringKey
{
    /// <summary>
    /// Keeps a simulation; durable when it returns. Where one of its id is kept already, that one stays.
    /// </summary>
    /// <param name="simulation">A Simulation message; without id it is given one.</param>
    /// <returns>The Simulation message that is kept.</returns>
    [Alias("add")]
    Task<StoredSimulation> AddAsync(StoredSimulation simulation);

    /// <summary>A simulation with its results; null for none.</summary>
    [AlwaysInterleave]
    [Alias("find")]
    Task<StoredSimulation?> FindAsync(string simulationId);

    /// <summary>All that are kept, newest first, without results.</summary>
    [AlwaysInterleave]
    [Alias("list")]
    Task<StoredSimulation[]> ListAsync();
}

/// <summary>One simulation with its results, keyed by its tenant and its number there.</summary>
[Alias("costintel.simulation")]
public interface ISimulationGrain : IGrainWithStringKey
{
    /// <summary>Keeps it; durable when it returns.</summary>
    [Alias("put")]
    Task PutAsync(StoredSimulation simulation);

    /// <summary>The simulation; null when none is kept.</summary>
    [Alias("get")]
    Task<StoredSimulation?> GetAsync();

    /// <summary>Forgets it.</summary>
    [Alias("forget")]
    Task ForgetAsync();
}

/// <summary>A simulation in its stored form.</summary>
/// <param name="Bytes">A Simulation message.</param>
[GenerateSerializer, Immutable, Alias("costintel.stored-simulation")]
public sealed record StoredSimulation([property: Id(0)] byte[] Bytes);
