using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;

namespace CostIntel.Domain.Recommendations.Recommenders.Machines;

/// <summary>Whether one machine type can stand for another without a look at what is needed.</summary>
internal static class Alike
{
    // Providers name 15.25 and 16 GiB, or speeds a few percent apart, the same size.
    private const double Slack = 0.95;

    /// <summary>True when it has as many processors, as much memory and the same GPUs, and is about as fast.</summary>
    public static bool IsNoSmaller(MachineType machine, MachineType now) =>
        machine.Cpus >= now.Cpus
        && Demand.CpuOf(machine) >= Slack * Demand.CpuOf(now)
        && machine.MemoryGiB >= Slack * now.MemoryGiB
        && machine.Gpus >= now.Gpus
        && (now.Gpus == 0 ? machine.Gpus == 0 : machine.GpuModel == now.GpuModel);
}
