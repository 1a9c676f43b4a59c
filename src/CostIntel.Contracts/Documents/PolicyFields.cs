using CostIntel.Domain.Recommendations.Policy;
using static CostIntel.Contracts.Documents.FieldKinds;

namespace CostIntel.Contracts.Documents;

/// <summary>Every field of the policy: its key, what it means, what it may be.</summary>
internal static class PolicyFields
{
    private const double Percent = 100;
    private const double Rate = 1e12;
    private const int DaysMax = 3_650;

    /// <summary>In the order in which they are written.</summary>
    public static IReadOnlyList<IPolicySection> Sections { get; } =
        [General(), Environments(), Idle(), Sizing(), Schedule(), Storage(), Commitments()];

    private static PolicySection<AdvicePolicy> General() =>
        new PolicySection<AdvicePolicy>("", "What is worth a recommendation.", policy => policy, (_, policy) => policy)
            .Field("minimum_saving", "Least saving a month, in the resource's currency.",
                Amount(0, 1_000_000_000), part => part.MinimumSaving, (part, value) => part with { MinimumSaving = value })
            .Field("minimum_confidence", "Least confidence, 0 to 1.",
                Number(0, 1), part => part.MinimumConfidence, (part, value) => part with { MinimumConfidence = value })
            .Field("look_back_days", "How many days evidence has to span, 3 to 90.",
                Count(3, 90), part => part.LookBackDays, (part, value) => part with { LookBackDays = value })
            .Field("disabled", "Recommenders that are not wanted, by name.",
                Texts, part => [.. part.Disabled.Order(StringComparer.Ordinal)],
                (part, value) => part with { Disabled = value.ToHashSet(StringComparer.Ordinal) })
            .Field("exclude", "What is left alone: filters like 'tag:keep=true'; all of an inner list must hold.",
                Scopes, part => part.Exclude, (part, value) => part with { Exclude = value });

    private static PolicySection<EnvironmentPolicy> Environments() =>
        new PolicySection<EnvironmentPolicy>("environments", "How environments are told apart. Case does not matter.",
            policy => policy.Environments, (policy, part) => policy with { Environments = part })
            .Field("tags", "Tags whose value names the environment; the first that a resource has counts.",
                Texts, part => part.Tags, (part, value) => part with { Tags = value })
            .Field("production", "Values that mean production.",
                Texts, part => part.Production, (part, value) => part with { Production = value })
            .Field("non_production", "Values that mean that nobody outside depends on it.",
                Texts, part => part.NonProduction, (part, value) => part with { NonProduction = value });

    private static PolicySection<IdlePolicy> Idle() =>
        new PolicySection<IdlePolicy>("idle", "When something counts as idle: at or below these at the 99th percentile.",
            policy => policy.Idle, (policy, part) => policy with { Idle = part })
            .Field("cpu_percent", "Processors, percent of capacity.",
                Number(0, Percent), part => part.CpuPercent, (part, value) => part with { CpuPercent = value })
            .Field("network_bytes_per_second", "Network, bytes a second.",
                Number(0, Rate), part => part.NetworkBytesPerSecond, (part, value) => part with { NetworkBytesPerSecond = value })
            .Field("operations_per_second", "Disks, operations a second.",
                Number(0, Rate), part => part.OperationsPerSecond, (part, value) => part with { OperationsPerSecond = value })
            .Field("requests_per_second", "Balancers and the like, requests a second.",
                Number(0, Rate), part => part.RequestsPerSecond, (part, value) => part with { RequestsPerSecond = value })
            .Field("stopped_days", "What is stopped and billed is waste after so many days.",
                Count(0, DaysMax), part => part.StoppedDays, (part, value) => part with { StoppedDays = value });

    private static PolicySection<SizingPolicy> Sizing() =>
        new PolicySection<SizingPolicy>("sizing", "How full machines may be, percent.",
            policy => policy.Sizing, (policy, part) => policy with { Sizing = part })
            .Field("cpu_target_percent", "Processors at the 99th percentile after a change.",
                Number(1, Percent), part => part.CpuTargetPercent, (part, value) => part with { CpuTargetPercent = value })
            .Field("memory_target_percent", "Memory at its largest after a change.",
                Number(1, Percent), part => part.MemoryTargetPercent, (part, value) => part with { MemoryTargetPercent = value })
            .Field("gpu_target_percent", "GPUs at the 99th percentile after a change.",
                Number(1, Percent), part => part.GpuTargetPercent, (part, value) => part with { GpuTargetPercent = value })
            .Field("cpu_strained_percent", "Processors above this at the 95th percentile want more.",
                Number(1, Percent), part => part.CpuStrainedPercent, (part, value) => part with { CpuStrainedPercent = value })
            .Field("memory_strained_percent", "Memory above this at the 95th percentile wants more.",
                Number(1, Percent), part => part.MemoryStrainedPercent, (part, value) => part with { MemoryStrainedPercent = value })
            .Field("growth_days", "Growth is looked ahead for so many days.",
                Count(0, 365), part => part.GrowthDays, (part, value) => part with { GrowthDays = value })
            .Field("allow_architecture_change", "Whether another processor architecture may be proposed.",
                Flag, part => part.AllowArchitectureChange, (part, value) => part with { AllowArchitectureChange = value })
            .Field("allow_region_change", "Whether other regions may be proposed.",
                Flag, part => part.AllowRegionChange, (part, value) => part with { AllowRegionChange = value })
            .Field("allow_provider_change", "Whether other providers may be proposed.",
                Flag, part => part.AllowProviderChange, (part, value) => part with { AllowProviderChange = value })
            .Field("allow_spot", "Whether capacity that may be taken back may be proposed outside production.",
                Flag, part => part.AllowSpot, (part, value) => part with { AllowSpot = value });

    private static PolicySection<SchedulePolicy> Schedule() =>
        new PolicySection<SchedulePolicy>("schedule", "What may be switched off.",
            policy => policy.Schedule, (policy, part) => policy with { Schedule = part })
            .Field("allow_production", "Whether production may be scheduled, too.",
                Flag, part => part.AllowProduction, (part, value) => part with { AllowProduction = value })
            .Field("hours_off_min", "Fewer hours off a week are not worth a schedule.",
                Count(1, 168), part => part.HoursOffMin, (part, value) => part with { HoursOffMin = value });

    private static PolicySection<StoragePolicy> Storage() =>
        new PolicySection<StoragePolicy>("storage", "What is done with data that nobody reads, days.",
            policy => policy.Storage, (policy, part) => policy with { Storage = part })
            .Field("cold_after_days", "Data that was not read for so long may go to a colder class.",
                Count(1, DaysMax), part => part.ColdAfterDays, (part, value) => part with { ColdAfterDays = value })
            .Field("archive_after_days", "Data that was not read for so long may be archived.",
                Count(1, DaysMax), part => part.ArchiveAfterDays, (part, value) => part with { ArchiveAfterDays = value })
            .Field("snapshot_max_days", "Snapshots that are older are too many.",
                Count(1, DaysMax), part => part.SnapshotMaxDays, (part, value) => part with { SnapshotMaxDays = value })
            .Field("log_retention_days", "Logs that are kept for longer are too many, unless somebody reads them.",
                Count(1, DaysMax), part => part.LogRetentionDays, (part, value) => part with { LogRetentionDays = value });

    private static PolicySection<CommitmentPolicy> Commitments() =>
        new PolicySection<CommitmentPolicy>("commitments", "How much is committed to.",
            policy => policy.Commitments, (policy, part) => policy with { Commitments = part })
            .Field("enabled", "Whether commitments may be proposed.",
                Flag, part => part.Enabled, (part, value) => part with { Enabled = value })
            .Field("term_months", "Terms that may be proposed, months.",
                ListOf(Count(1, 120)), part => part.TermMonths, (part, value) => part with { TermMonths = value })
            .Field("floor_share_max", "Of the floor of usage that nothing covers, so much is committed to at most, 0 to 1.",
                Number(0, 1), part => part.FloorShareMax, (part, value) => part with { FloorShareMax = value })
            .Field("risk_share_max", "The most that may be lost if usage ended at once, in months of spend that nothing covers.",
                Number(0, 1_000), part => part.RiskShareMax, (part, value) => part with { RiskShareMax = value })
            .Field("used_percent_min", "A commitment that is used less than this is waste, percent.",
                Number(0, Percent), part => part.UsedPercentMin, (part, value) => part with { UsedPercentMin = value });
}
