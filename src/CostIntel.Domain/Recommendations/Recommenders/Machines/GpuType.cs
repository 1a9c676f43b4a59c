using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;
using static System.FormattableString;

namespace CostIntel.Domain.Recommendations.Recommenders.Machines;

/// <summary>
/// A cheaper model of GPU that is fast enough, and whose memory holds what is used. Without the metric of GPU memory nobody
/// knows whether a model fits.
/// </summary>
public sealed class GpuType : IRecommender
{
    private const double Sure = 0.75;
    private const double Percent = 100;
    private const decimal RatioMax = 0.85m;

    /// <inheritdoc/>
    public string Rule => "gpu-type";

    /// <inheritdoc/>
    public Candidate? Judge(Assessment assessment)
    {
        if (assessment.Kind != ResourceKind.Machine
            || assessment.Settled("gpu.utilization") is not { } gpu
            || assessment.Settled("gpu.memory.utilization") is not { } memory
            || assessment.Machine is not { Gpus: > 0, HourlyPrice: > 0, GpuSpeed: > 0 } now
            || GpuMemory.Most(now.GpuModel) is not { } memoryNow)
        {
            return null;
        }

        var demand = Demand.Of(assessment, now);
        var needed = memory.Profile.PeakOfDays(Quiet.DaysKnown) / Percent * memoryNow;
        return Best(assessment, demand, needed) is { } best ? Propose(assessment, demand, best, gpu, needed) : null;
    }

    // The memory of one GPU has to hold what is in one GPU now: models are rarely split otherwise.
    private static MachineType? Best(Assessment assessment, Demand demand, double memoryNeeded)
    {
        var now = demand.Now;
        var sizing = assessment.Policy.Sizing;
        MachineType? best = null;
        foreach (var machine in assessment.Catalog.MachinesOf(now.Provider))
        {
            if (machine is { Gpus: > 0, HourlyPrice: > 0 }
                && machine.GpuModel != now.GpuModel
                && machine.Architecture == now.Architecture
                && machine.HourlyPrice <= now.HourlyPrice * RatioMax
                && GpuMemory.Least(machine.GpuModel) * sizing.MemoryTargetPercent / Percent >= memoryNeeded
                && demand.Fits(machine, sizing)
                && (best is null || machine.HourlyPrice < best.HourlyPrice))
            {
                best = machine;
            }
        }

        return best;
    }

    private Candidate Propose(Assessment assessment, Demand demand, MachineType best, MetricFacts gpu, double memoryNeeded)
    {
        var now = demand.Now;
        var busy = Demand.Sustained(gpu);
        return new(
            Rule,
            demand.To(best, ActionType.Migrate),
            Confidence.OfUse(assessment, Sure, gpu, assessment.Settled("gpu.memory.utilization")),
            Effort.High,
            Invariant($"Its {now.Gpus} × {now.GpuModel} are at {busy:0}% or less, with {memoryNeeded:0.#} GiB of memory each: ")
                + Invariant($"{best.Gpus} × {best.GpuModel} of {best.Name} do the same."),
            [
                new("gpu.utilization p99", busy, assessment.Policy.Sizing.GpuTargetPercent, "%"),
                new("gpu memory maximum", memoryNeeded, GpuMemory.Least(best.GpuModel), "GiBy"),
            ],
            assessment.LookBackDays);
    }
}
