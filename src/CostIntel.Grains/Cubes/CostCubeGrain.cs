using CostIntel.Contracts.State;
using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Queries;
using CostIntel.Grains.Partitions;
using CostIntel.Grains.Queries;
using CostIntel.Grains.Serialization;

namespace CostIntel.Grains.Cubes;

/// <inheritdoc cref="ICostCubeGrain"/>
[GrainType("cube")]
public sealed class CostCubeGrain(
    PartitionMap partitions,
    [PersistentState("cube", GrainStores.Snapshots)] IPersistentState<CubeSnapshot> state)
    : Grain, ICostCubeGrain
{
    private CostCube _cube = new();
    private readonly SaveChain _saves = new();
    private AppliedOffsets _saved = new();
    private CubeKey _key;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        _key = CubeKey.Parse(key);
        _cube = state.State.ToCube();
        _saved = new AppliedOffsets(_cube.Applied.All);
        ReleaseSnapshot();
        var tails = await Task.WhenAll(partitions.All(GrainFactory)
            .Select((partition, number) => partition.ReadCubeTailAsync(key, _cube.Applied.Of(number))));
        foreach (var tail in tails)
        {
            Apply(tail);
        }
    }

    /// <inheritdoc/>
    public Task ApplyAsync(CubeCharges charges)
    {
        try
        {
            Apply(charges);
            return Task.CompletedTask;
        }
        catch (Exception failure)
        {
            _saves.Break(failure);
            DeactivateOnIdle();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task CheckpointAsync(int partition, long through) => _saves.RunAsync(() => Task.CompletedTask, () =>
        _saved.Of(partition) >= Math.Min(through, _cube.Applied.Of(partition)) ? Task.CompletedTask : SaveAsync());

    private async Task SaveAsync()
    {
        var applied = new AppliedOffsets(_cube.Applied.All);
        state.State = _cube.ToSnapshot();
        await state.WriteStateAsync();
        _saved = applied;
        ReleaseSnapshot();
    }

    /// <inheritdoc/>
    public Task<CostRows> QueryAsync(CostQuestion question)
    {
        var accumulator = new CostAccumulator(question.ToQuery());
        foreach (var (line, days) in _cube.Lines)
        {
            accumulator.Add(_key.Account, "", line, days);
        }

        return Task.FromResult(new CostRows([.. accumulator.Rows()]));
    }

    private void Apply(CubeCharges charges)
    {
        foreach (var (offset, entries) in charges.Entries)
        {
            _cube.Apply(charges.Partition, offset, entries);
        }
    }

    // The cube is the state; holding its snapshot as well would double the memory.
    private void ReleaseSnapshot() => state.State = new CubeSnapshot();
}
