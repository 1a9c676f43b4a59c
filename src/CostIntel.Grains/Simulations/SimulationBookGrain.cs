using System.Globalization;
using CostIntel.Contracts.State.V1;
using CostIntel.Contracts.V1;
using CostIntel.Grains.Serialization;
using Google.Protobuf;

namespace CostIntel.Grains.Simulations;

/// <inheritdoc cref="ISimulationBookGrain"/>
/// <remarks>
/// Results are large and rarely read, so each has a grain of its own, which is written first: a book that names a
/// simulation has it, and one that the book does not name yet is written over by the next.
/// </remarks>
[GrainType("simulation-book")]
public sealed class SimulationBookGrain(
    [PersistentState("book", GrainStores.Snapshots)] IPersistentState<SimulationBookSnapshot> state)
    : Grain, ISimulationBookGrain
{
    private const int KeptMax = 200;

    /// <inheritdoc/>
    public async Task<StoredSimulation> AddAsync(StoredSimulation simulation)
    {
        var message = Simulation.Parser.ParseFrom(simulation.Bytes);
        if (Entry(message.SimulationId) is { } known && await ResultOf(known).GetAsync() is { } kept)
        {
            return kept;
        }

        var number = state.State.LastNumber + 1;
        message.SimulationId = message.SimulationId.Length > 0 ? message.SimulationId : FreeId(number);
        var stored = new StoredSimulation(message.ToByteArray());
        var entry = new SimulationBookEntry { Number = number, Id = message.SimulationId, Summary = SummaryOf(message) };
        await ResultOf(entry).PutAsync(stored);
        state.State.LastNumber = number;
        state.State.Entries.Add(entry);
        var dropped = state.State.Entries.Take(state.State.Entries.Count - KeptMax).ToList();
        dropped.ForEach(old => state.State.Entries.Remove(old));
        await WriteAsync();
        await Task.WhenAll(dropped.Select(old => ResultOf(old).ForgetAsync()));
        return stored;
    }

    /// <inheritdoc/>
    public Task<StoredSimulation?> FindAsync(string simulationId) =>
        Entry(simulationId) is { } entry ? ResultOf(entry).GetAsync() : Task.FromResult<StoredSimulation?>(null);

    /// <inheritdoc/>
    public Task<StoredSimulation[]> ListAsync() => Task.FromResult<StoredSimulation[]>(
        [.. state.State.Entries.Reverse().Select(entry => new StoredSimulation(entry.Summary.ToByteArray()))]);

    private static ByteString SummaryOf(Simulation message)
    {
        var summary = message.Clone();
        summary.Results.Clear();
        return summary.ToByteString();
    }

    private SimulationBookEntry? Entry(string id) => id.Length == 0 ? null : state.State.Entries.FirstOrDefault(entry => entry.Id == id);

    // A client may have chosen a name like this.
    private string FreeId(long number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"sim-{number}");
        return Entry(id) is null ? id : FreeId(number + 1);
    }

    private ISimulationGrain ResultOf(SimulationBookEntry entry) => GrainFactory.GetGrain<ISimulationGrain>(
        string.Create(CultureInfo.InvariantCulture, $"{this.GetPrimaryKeyString()}/{entry.Number}"));

    private async Task WriteAsync()
    {
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
}
