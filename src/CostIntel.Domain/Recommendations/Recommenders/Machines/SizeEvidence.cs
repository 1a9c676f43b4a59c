using CostIntel.Domain.Recommendations.Recommenders.Evidence;

namespace CostIntel.Domain.Recommendations.Recommenders.Machines;

/// <summary>The observations that another size rests on.</summary>
internal static class SizeEvidence
{
    /// <summary>Those of processors, memory and GPUs that are known.</summary>
    public static EvidenceItem[] Of(Assessment assessment, Demand demand)
    {
        var sizing = assessment.Policy.Sizing;
        var evidence = new List<EvidenceItem>();
        if (assessment.Settled("cpu.utilization") is { } cpu)
        {
            evidence.Add(new("cpu.utilization p99", Demand.Sustained(cpu), sizing.CpuTargetPercent, "%"));
            evidence.Add(new("cpu growth", Growth.Factor(cpu, sizing.GrowthDays), null, "1"));
        }

        if (demand.MemoryGiB is { } memory)
        {
            evidence.Add(new("memory maximum", memory, demand.Now.MemoryGiB, "GiBy"));
        }

        if (assessment.Settled("gpu.utilization") is { } gpu)
        {
            evidence.Add(new("gpu.utilization p99", Demand.Sustained(gpu), sizing.GpuTargetPercent, "%"));
        }

        return [.. evidence];
    }
}
