using Orleans.Runtime.Placement;

namespace CostIntel.Server.Composition.Cluster;

/// <summary>Grains are activated beside their partition, so that charges reach most of them without a network.</summary>
[Serializable, GenerateSerializer, Immutable]
internal sealed class BesidePartition : PlacementStrategy;

/// <inheritdoc cref="BesidePartition"/>
internal sealed class BesidePartitionDirector(ClusterSpread spread) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(
        PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        return Task.FromResult(
            IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) ?? spread.HomeOf(target.GrainIdentity, silos));
    }
}
