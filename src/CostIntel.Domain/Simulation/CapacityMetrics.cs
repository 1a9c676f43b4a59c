using CostIntel.Domain.Recommendations;

namespace CostIntel.Domain.Simulation;

/// <summary>How metrics follow a change of capacity.</summary>
internal static class CapacityMetrics
{
    /// <summary>Metrics that are shares of a capacity.</summary>
    public static IReadOnlyList<string> Utilisations { get; } =
        ["cpu.utilization", "memory.utilization", "gpu.utilization", "gpu.memory.utilization"];

    /// <summary>Capacity after to before, of what a metric is measured against; 1 for other metrics.</summary>
    public static double RatioOf(string metric, Change change) => metric switch
    {
        // A limit in processors or bytes was set for the capacity of today, and shrinks with it.
        "cpu.utilization" or "cpu.used" => change.CpuRatio,
        "memory.utilization" or "memory.used" => change.MemoryRatio,
        "gpu.utilization" or "gpu.memory.utilization" => change.GpuRatio,
        _ => 1,
    };

    /// <summary>True when hours in which it is switched off count as bad for an objective that asks for at least so much.</summary>
    public static bool NeedsToRun(string metric) =>
        metric is "availability" or "running" or "requests" or "connections" or "attachments";
}
