using System.Globalization;
using CostIntel.Domain.Identity;

namespace CostIntel.Grains.Partitions;

/// <summary>Over how many partitions resources are spread, fixed at first start, and which one a resource is in.</summary>
/// <param name="Count">Number of partitions.</param>
public sealed record PartitionMap(int Count)
{
    private readonly string[] _keys =
        [.. Enumerable.Range(0, Count).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The number of a resource's partition.</summary>
    /// <param name="resource">Canonical resource key.</param>
    public int NumberOf(string resource) => PermanentHash.PartitionOf(resource, Count);

    /// <summary>The number of the partition grain with a key.</summary>
    public static int NumberOfKey(string key) => int.Parse(key, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The partition of a resource.</summary>
    public IIngestPartitionGrain Of(IGrainFactory grains, string resource) => Grain(grains, NumberOf(resource));

    /// <summary>The partition with a number.</summary>
    public IIngestPartitionGrain Grain(IGrainFactory grains, int number) =>
        grains.GetGrain<IIngestPartitionGrain>(_keys[number]);

    /// <summary>All partitions.</summary>
    public IEnumerable<IIngestPartitionGrain> All(IGrainFactory grains) =>
        _keys.Select(key => grains.GetGrain<IIngestPartitionGrain>(key));
}
