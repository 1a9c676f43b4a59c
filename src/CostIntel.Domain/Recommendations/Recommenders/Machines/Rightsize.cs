using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;
using static System.FormattableString;

namespace CostIntel.Domain.Recommendations.Recommenders.Machines;

/// <summary>
/// A smaller size: the cheapest of the same family, or of another of the same generation and architecture, that holds what is
/// needed. Without a memory metric memory never shrinks.
/// </summary>
public sealed class Rightsize : IRecommender
{
    private const double MemoryKnown = 0.88;
    private const double MemoryUnknown = 0.65;
    private const double OtherFamily = 0.95;
    private const double Clipped = 0.55;
    private const decimal RatioMax = 0.9m;

    /// <inheritdoc/>
    public string Rule => "rightsize";

    /// <inheritdoc/>
    public Candidate? Judge(Assessment assessment)
    {
        // Without its processors nothing of a machine can be judged, and the rest of this is not cheap.
        if (!assessment.IsSized
            || assessment.Settled("cpu.utilization") is null
            || assessment.Machine is not { HourlyPrice: > 0 } now)
        {
            return null;
        }

        var demand = Demand.Of(assessment, now);
        return Best(assessment, demand) is { } best ? Propose(assessment, demand, best) : null;
    }

    private static MachineType? Best(Assessment assessment, Demand demand)
    {
        var (now, dearest) = (demand.Now, demand.Now.HourlyPrice * RatioMax);
        MachineType? best = null;
        foreach (var machine in assessment.Catalog.MachinesOf(now.Provider))
        {
            if (machine.HourlyPrice <= dearest
                && machine.HourlyPrice > 0
                && (assessment.IsMachineOfDatabase ? machine.Family == now.Family : IsAlike(machine, now))
                && demand.Fits(machine, assessment.Policy.Sizing)
                && IsBetter(machine, best, now))
            {
                best = machine;
            }
        }

        return best;
    }

    private static bool IsAlike(MachineType machine, MachineType now) =>
        machine.Family == now.Family
        || (machine.Generation == now.Generation
            && machine.Architecture == now.Architecture
            && machine.GpuModel == now.GpuModel
            && !Demand.IsBurstable(machine)
            && IsDatabase(machine) == IsDatabase(now));

    // Managed databases are offered in types of their own.
    private static bool IsDatabase(MachineType machine) => machine.Name.StartsWith("db.", StringComparison.OrdinalIgnoreCase);

    // At the same price what it knows already.
    private static bool IsBetter(MachineType machine, MachineType? best, MachineType now) =>
        best is null
        || machine.HourlyPrice < best.HourlyPrice
        || (machine.HourlyPrice == best.HourlyPrice && machine.Family == now.Family && best.Family != now.Family);

    private Candidate Propose(Assessment assessment, Demand demand, MachineType best)
    {
        var cpu = assessment.Settled("cpu.utilization");
        var memory = assessment.Settled("memory.utilization") ?? assessment.Settled("memory.used");
        var isSameFamily = best.Family == demand.Now.Family;
        var confidence = Confidence.OfUse(assessment, memory is null ? MemoryUnknown : MemoryKnown, cpu, memory)
            * (isSameFamily ? 1 : OtherFamily)
            * (demand.IsClippedBy(best) ? Clipped : 1);
        return new(
            Rule,
            demand.To(best, ActionType.Rightsize),
            confidence,
            isSameFamily ? Effort.Low : Effort.Medium,
            Reason(assessment, demand, best),
            SizeEvidence.Of(assessment, demand),
            assessment.LookBackDays);
    }

    private static string Reason(Assessment assessment, Demand demand, MachineType best)
    {
        var memory = demand.MemoryGiB is { } used
            ? Invariant($" and at most {used:0.#} of {demand.Now.MemoryGiB:0.#} GiB")
            : "; its memory is not known and stays";
        return Invariant($"It needs {demand.Cpu ?? 0:0.##} of {demand.Now.Cpus:0.##} processors{memory}")
            + Invariant($", looking {assessment.Policy.Sizing.GrowthDays} days ahead: {best.Name} is enough.");
    }
}
