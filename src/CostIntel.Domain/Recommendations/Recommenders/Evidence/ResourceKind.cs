namespace CostIntel.Domain.Recommendations.Recommenders.Evidence;

/// <summary>What a resource is, as far as advice about it differs.</summary>
public enum ResourceKind
{
    /// <summary>Something else, or not to be told.</summary>
    Unknown = 0,

    /// <summary>A disk that machines attach.</summary>
    Disk,

    /// <summary>A copy of a disk or a database.</summary>
    Snapshot,

    /// <summary>Objects: a bucket, a storage account.</summary>
    Bucket,

    /// <summary>Logs that are kept.</summary>
    Log,

    /// <summary>A public address.</summary>
    Address,

    /// <summary>A load balancer.</summary>
    Balancer,

    /// <summary>Data that moves: gateways, traffic between zones and regions, and out.</summary>
    Transfer,

    /// <summary>A machine.</summary>
    Machine,

    /// <summary>A managed database or cache.</summary>
    Database,

    /// <summary>Containers of a cluster that ask for processors and memory.</summary>
    Workload,
}
