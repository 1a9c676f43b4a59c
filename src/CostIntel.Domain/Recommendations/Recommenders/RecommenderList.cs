using CostIntel.Domain.Recommendations.Recommenders.Machines;
using CostIntel.Domain.Recommendations.Recommenders.Network;
using CostIntel.Domain.Recommendations.Recommenders.Storage;
using CostIntel.Domain.Recommendations.Recommenders.Unused;

namespace CostIntel.Domain.Recommendations.Recommenders;

/// <summary>The recommenders of resources.</summary>
public static class RecommenderList
{
    /// <summary>All of them, in no order.</summary>
    public static IReadOnlyList<IRecommender> All { get; } =
    [
        new UnattachedDisk(),
        new UnusedAddress(),
        new EmptyBalancer(),
        new StoppedBilled(),
        new IdleMachine(),
        new Rightsize(),
        new Upsize(),
        new NewGeneration(),
        new ArchitectureChange(),
        new GpuType(),
        new OffHours(),
        new SpotCapacity(),
        new CheaperRegion(),
        new CheaperProvider(),
        new ContainerRequests(),
        new StorageTier(),
        new DiskType(),
        new OldSnapshot(),
        new LogRetention(),
        new DataTransfer(),
    ];
}
