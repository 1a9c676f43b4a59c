using CostIntel.Grains.Partitions;
using CostIntel.Grains.Queries;
using Orleans.Concurrency;

namespace CostIntel.Grains.Cubes;

/// <summary>One month of one account, by day and dimension set. Keyed by its canonical cube key.</summary>
[Alias("costintel.cube")]
public interface ICostCubeGrain : IGrainWithStringKey
{
    /// <summary>Adds sums; those at or before what was applied of the partition are ignored.</summary>
    [Alias("apply")]
    Task ApplyAsync(CubeCharges charges);

    /// <summary>
    /// Writes a snapshot, unless the last one covers the partition's offset; sums go on being added meanwhile.
    /// </summary>
    [AlwaysInterleave]
    [Alias("checkpoint")]
    Task CheckpointAsync(int partition, long through);

    /// <summary>Answers a question about this month alone.</summary>
    [Alias("query")]
    Task<CostRows> QueryAsync(CostQuestion question);
}
