namespace CostIntel.Grains.Partitions;

/// <summary>How partitions work.</summary>
public sealed class PartitionOptions
{
    /// <summary>Time between checkpoints of a partition. Default 10 seconds; 100 ms to 10 minutes.</summary>
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of charges in the tail that bring a checkpoint forward. Default 4 MB; at least 64 KB.</summary>
    public long CheckpointBytes { get; set; } = 4 << 20;

    /// <summary>
    /// Bytes of charges that may wait to be handed to grains before acknowledgements are held back, which makes
    /// producers slow down. Default 8 MB; at least 64 KB.
    /// </summary>
    public long UndispatchedBytesMax { get; set; } = 8 << 20;

    /// <summary>
    /// A round that hands more bytes of charges than this to grains makes its partition pause before the next one, so
    /// that each grain gets more charges in fewer calls. Default 2 KB; not negative.
    /// </summary>
    public int BusyRoundBytes { get; set; } = 2 << 10;

    /// <summary>How long a busy partition pauses. Default 40 ms; 0 to 1 second.</summary>
    public TimeSpan BusyRoundInterval { get; set; } = TimeSpan.FromMilliseconds(40);

    /// <summary>Snapshots that one partition has written at once. Default 256; 1 to 10,000.</summary>
    public int CallsInFlightMax { get; set; } = 256;

    /// <summary>Tag keys that cubes keep; grouping by others asks the resources.</summary>
    public IReadOnlySet<string> CubeTagKeys { get; set; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "env", "environment", "team", "owner", "project", "application", "app", "service", "cost-center", "cost_center",
        "CostCenter", "Environment", "Team", "Owner", "Project", "Application", "business_unit",
    };

    /// <summary>What is wrong with these options, one sentence each.</summary>
    public IEnumerable<string> Faults()
    {
        if (CheckpointInterval < TimeSpan.FromMilliseconds(100) || CheckpointInterval > TimeSpan.FromMinutes(10))
        {
            yield return $"CostIntel:Checkpoint:Interval is {CheckpointInterval}; it must be 100 ms to 10 minutes.";
        }

        if (CheckpointBytes < 1 << 16 || UndispatchedBytesMax < 1 << 16)
        {
            yield return "CostIntel:Checkpoint:Bytes and :UndispatchedBytesMax must be at least 65536.";
        }

        if (BusyRoundBytes < 0 || BusyRoundInterval < TimeSpan.Zero || BusyRoundInterval > TimeSpan.FromSeconds(1))
        {
            yield return "CostIntel:Checkpoint:BusyRoundBytes must not be negative, :BusyRoundInterval 0 to 1 second.";
        }

        if (CallsInFlightMax is < 1 or > 10_000)
        {
            yield return $"CostIntel:Checkpoint:CallsInFlightMax is {CallsInFlightMax}; it must be 1 to 10,000.";
        }
    }
}
