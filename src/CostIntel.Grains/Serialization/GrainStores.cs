namespace CostIntel.Grains.Serialization;

/// <summary>Names of grain storage providers.</summary>
public static class GrainStores
{
    /// <summary>Holds the snapshots that grains write between checkpoints.</summary>
    public const string Snapshots = "snapshots";
}
