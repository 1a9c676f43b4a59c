using CostIntel.Domain.Incidents.Rules;

namespace CostIntel.Domain.Recommendations.Policy;

/// <summary>What a tenant wants of recommendations. The defaults suit most.</summary>
public sealed record AdvicePolicy
{
    /// <summary>All defaults.</summary>
    public static AdvicePolicy Default { get; } = new();

    /// <summary>Less saving a month than this, in the resource's currency, is not worth a recommendation. 1 by default.</summary>
    public decimal MinimumSaving { get; init; } = 1;

    /// <summary>Less confidence than this is no recommendation, 0 to 1.</summary>
    public double MinimumConfidence { get; init; } = 0.5;

    /// <summary>How many days evidence has to span, 3 to 90.</summary>
    public int LookBackDays { get; init; } = 14;

    /// <summary>Recommenders that are not wanted.</summary>
    public IReadOnlySet<string> Disabled { get; init; } = new HashSet<string>();

    /// <summary>Resources that are left alone: those that one of these scopes holds.</summary>
    public IReadOnlyList<Scope> Exclude { get; init; } = [];

    /// <summary>How environments are told apart.</summary>
    public EnvironmentPolicy Environments { get; init; } = new();

    /// <summary>When something counts as idle.</summary>
    public IdlePolicy Idle { get; init; } = new();

    /// <summary>How full machines may be.</summary>
    public SizingPolicy Sizing { get; init; } = new();

    /// <summary>What may be switched off.</summary>
    public SchedulePolicy Schedule { get; init; } = new();

    /// <summary>What is done with data that nobody reads.</summary>
    public StoragePolicy Storage { get; init; } = new();

    /// <summary>How much is committed to.</summary>
    public CommitmentPolicy Commitments { get; init; } = new();
}

/// <summary>How environments are told apart.</summary>
public sealed record EnvironmentPolicy
{
    /// <summary>Tags whose value names the environment; the first that a resource has counts. Not case-sensitive.</summary>
    public IReadOnlyList<string> Tags { get; init; } = ["environment", "env", "stage"];

    /// <summary>Values that mean production. Not case-sensitive.</summary>
    public IReadOnlyList<string> Production { get; init; } = ["production", "prod", "prd", "live"];

    /// <summary>Values that mean that nobody outside depends on it. Not case-sensitive.</summary>
    public IReadOnlyList<string> NonProduction { get; init; } = ["development", "dev", "test", "qa", "staging", "sandbox", "demo"];
}

/// <summary>When something counts as idle.</summary>
public sealed record IdlePolicy
{
    /// <summary>Processors at or below this are idle, percent of capacity at the 99th percentile.</summary>
    public double CpuPercent { get; init; } = 3;

    /// <summary>Network at or below this is idle, bytes a second at the 99th percentile.</summary>
    public double NetworkBytesPerSecond { get; init; } = 2_000;

    /// <summary>Disks at or below this are idle, operations a second at the 99th percentile.</summary>
    public double OperationsPerSecond { get; init; } = 0.05;

    /// <summary>Balancers and the like at or below this are idle, requests a second at the 99th percentile.</summary>
    public double RequestsPerSecond { get; init; } = 0.001;

    /// <summary>What is stopped and billed is waste after so many days.</summary>
    public int StoppedDays { get; init; } = 7;
}

/// <summary>How full machines may be.</summary>
public sealed record SizingPolicy
{
    /// <summary>Processors at the 99th percentile after a change, percent.</summary>
    public double CpuTargetPercent { get; init; } = 65;

    /// <summary>Memory at its largest after a change, percent.</summary>
    public double MemoryTargetPercent { get; init; } = 80;

    /// <summary>GPUs at the 99th percentile after a change, percent.</summary>
    public double GpuTargetPercent { get; init; } = 75;

    /// <summary>Processors above this at the 95th percentile want more, percent.</summary>
    public double CpuStrainedPercent { get; init; } = 90;

    /// <summary>Memory above this at the 95th percentile wants more, percent.</summary>
    public double MemoryStrainedPercent { get; init; } = 92;

    /// <summary>Growth is looked ahead for so many days.</summary>
    public int GrowthDays { get; init; } = 30;

    /// <summary>True when another processor architecture may be proposed.</summary>
    public bool AllowArchitectureChange { get; init; } = true;

    /// <summary>True when other regions may be proposed.</summary>
    public bool AllowRegionChange { get; init; }

    /// <summary>True when other providers may be proposed.</summary>
    public bool AllowProviderChange { get; init; }

    /// <summary>True when spot capacity may be proposed outside production.</summary>
    public bool AllowSpot { get; init; } = true;
}

/// <summary>What may be switched off.</summary>
public sealed record SchedulePolicy
{
    /// <summary>True when production may be scheduled, too.</summary>
    public bool AllowProduction { get; init; }

    /// <summary>Fewer hours off a week are not worth a schedule.</summary>
    public int HoursOffMin { get; init; } = 40;
}

/// <summary>What is done with data that nobody reads.</summary>
public sealed record StoragePolicy
{
    /// <summary>Data that was not read for so many days may go to a colder class.</summary>
    public int ColdAfterDays { get; init; } = 30;

    /// <summary>Data that was not read for so many days may be archived.</summary>
    public int ArchiveAfterDays { get; init; } = 180;

    /// <summary>Snapshots older than this are too many, days.</summary>
    public int SnapshotMaxDays { get; init; } = 180;

    /// <summary>Logs kept for longer are too many, days, unless somebody reads them.</summary>
    public int LogRetentionDays { get; init; } = 90;
}

/// <summary>How much is committed to.</summary>
public sealed record CommitmentPolicy
{
    /// <summary>False for no proposals to commit.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Terms that may be proposed, months.</summary>
    public IReadOnlyList<int> TermMonths { get; init; } = [12, 36];

    /// <summary>Of the floor of usage that nothing covers, so much is committed to at most, 0 to 1.</summary>
    public double FloorShareMax { get; init; } = 0.9;

    /// <summary>
    /// The most that may be lost if usage ended at once, as a share of the account's monthly spend that nothing covers.
    /// </summary>
    public double RiskShareMax { get; init; } = 6;

    /// <summary>A commitment used less than this is waste, percent.</summary>
    public double UsedPercentMin { get; init; } = 80;
}
