using CostIntel.Domain.Partitions;
using CostIntel.Grains.Partitions;

namespace CostIntel.Server.Composition.Cluster;

/// <summary>
/// On which silo each partition belongs, computed from the silos that are active: all silos come to the same answer
/// without asking one another. A grain belongs beside the partition that its key falls into.
/// </summary>
internal sealed class ClusterSpread(
    PartitionMap partitions, IClusterMembershipService membership, ILocalSiloDetails local) : IPartitionHome
{
    private volatile Spread _last = new([], []);

    /// <summary>The silos that take part, in no order.</summary>
    public SiloAddress[] ActiveSilos =>
    [
        .. membership.CurrentSnapshot.Members.Values
            .Where(member => member.Status == SiloStatus.Active)
            .Select(member => member.SiloAddress),
    ];

    public bool IsHere(int partition) =>
        ActiveSilos is { Length: > 0 } silos && HomeOf(partition, silos).Equals(local.SiloAddress);

    public string NameOf(int partition) => ActiveSilos is { Length: > 0 } silos
        && membership.CurrentSnapshot.Members.TryGetValue(HomeOf(partition, silos), out var member) ? member.Name : "";

    /// <summary>The silo of a grain.</summary>
    /// <param name="grain">A partition, or any grain whose key is hashed into one.</param>
    /// <param name="silos">The silos to choose from; at least one.</param>
    public SiloAddress HomeOf(GrainId grain, SiloAddress[] silos)
    {
        var key = grain.Key.ToString()!;
        return HomeOf(grain.Type == PartitionType ? PartitionMap.NumberOfKey(key) : partitions.NumberOf(key), silos);
    }

    /// <summary>The type of partition grains.</summary>
    public static GrainType PartitionType { get; } = GrainType.Create("partition");

    private SiloAddress HomeOf(int partition, SiloAddress[] silos)
    {
        var last = _last;
        if (!last.Silos.SequenceEqual(silos))
        {
            _last = last = new Spread(silos, PartitionSpread.Assign(partitions.Count, NamesOf(silos)));
        }

        return silos[last.HomeOfPartition[partition % partitions.Count]];
    }

    /// <summary>Names outlive restarts, so a silo that comes back finds its partitions where they were.</summary>
    private string[] NamesOf(SiloAddress[] silos)
    {
        var members = membership.CurrentSnapshot.Members;
        var names = Array.ConvertAll(
            silos, silo => members.TryGetValue(silo, out var member) ? member.Name : silo.ToParsableString());
        return names.Distinct().Count() == names.Length ? names : Array.ConvertAll(silos, silo => silo.ToParsableString());
    }

    private sealed record Spread(SiloAddress[] Silos, int[] HomeOfPartition);
}
