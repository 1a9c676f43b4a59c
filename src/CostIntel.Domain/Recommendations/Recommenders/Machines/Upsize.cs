using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;
using static System.FormattableString;

namespace CostIntel.Domain.Recommendations.Recommenders.Machines;

/// <summary>
/// A larger size for a machine that is strained: it costs more, and takes a risk away. Machines that work off batches are
/// meant to be full, and databases to fill their memory.
/// </summary>
public sealed class Upsize : IRecommender
{
    private const double WithHarm = 0.85;
    private const double OfMemory = 0.75;
    private const double OfProcessors = 0.6;
    private const double Step = 1.4;
    private const double ErrorsShareMin = 0.01;
    private const double Slower = 1.3;
    private const int LatelyDays = 3;

    /// <inheritdoc/>
    public string Rule => "upsize";

    /// <inheritdoc/>
    public Candidate? Judge(Assessment assessment)
    {
        if (!assessment.IsSized || TagHints.IsBatch(assessment.Facts.Description))
        {
            return null;
        }

        var sizing = assessment.Policy.Sizing;
        var cpu = Strained(assessment, "cpu.utilization", sizing.CpuStrainedPercent);
        var memory = assessment.Kind == ResourceKind.Database
            ? null
            : Strained(assessment, "memory.utilization", sizing.MemoryStrainedPercent);
        if ((cpu is null && memory is null)
            || assessment.Machine is not { HourlyPrice: > 0 } now
            || Larger(assessment, now, cpu is not null, memory is not null) is not { } larger)
        {
            return null;
        }

        var start = HasHarm(assessment) ? WithHarm : memory is not null ? OfMemory : OfProcessors;
        return new(
            Rule,
            Demand.Of(assessment, now).To(larger, ActionType.Rightsize),
            Confidence.Of(assessment, start, cpu, memory),
            Effort.Low,
            Reason(cpu, memory, larger),
            Evidence(assessment, cpu, memory),
            assessment.LookBackDays);
    }

    private static MetricFacts? Strained(Assessment assessment, string metric, double limit) =>
        assessment.Settled(metric) is { } known
        && known.Profile.Quantile(0.95) > limit
        && known.Profile.PeakOfDays(LatelyDays) > limit
            ? known
            : null;

    private static MachineType? Larger(Assessment assessment, MachineType now, bool needsCpu, bool needsMemory)
    {
        MachineType? larger = null;
        foreach (var machine in assessment.Catalog.MachinesOf(now.Provider))
        {
            if (machine.Family == now.Family
                && machine.HourlyPrice > now.HourlyPrice
                && Demand.CpuOf(machine) >= Demand.CpuOf(now) * (needsCpu ? Step : 1)
                && machine.MemoryGiB >= now.MemoryGiB * (needsMemory ? Step : 1)
                && Demand.GpuOf(machine) >= Demand.GpuOf(now)
                && (larger is null || machine.HourlyPrice < larger.HourlyPrice))
            {
                larger = machine;
            }
        }

        return larger;
    }

    // Users feel it: requests fail, or those of the slowest hour take much longer than usual.
    private static bool HasHarm(Assessment assessment)
    {
        var errors = assessment.Settled("errors");
        var requests = assessment.Settled("requests");
        if (errors is not null
            && requests is { Profile.Mean: > 0 and var asked }
            && errors.Profile.Mean > ErrorsShareMin * asked)
        {
            return true;
        }

        return assessment.Settled("latency.p99") is { } latency
            && latency.Profile.Quantile(0.95) > Slower * latency.Profile.Quantile(0.5);
    }

    private static string Reason(MetricFacts? cpu, MetricFacts? memory, MachineType larger)
    {
        var strained = cpu is not null && memory is not null ? "processors and memory are"
            : cpu is not null ? "processors are" : "memory is";
        var highest = (cpu ?? memory)!.Profile.Quantile(0.95);
        return Invariant($"Its {strained} at {highest:0}% or more for a twentieth of the time: {larger.Name} gives it room.");
    }

    private static EvidenceItem[] Evidence(Assessment assessment, MetricFacts? cpu, MetricFacts? memory)
    {
        var sizing = assessment.Policy.Sizing;
        var evidence = new List<EvidenceItem>();
        if (cpu is not null)
        {
            evidence.Add(new("cpu.utilization p95", cpu.Profile.Quantile(0.95), sizing.CpuStrainedPercent, "%"));
        }

        if (memory is not null)
        {
            evidence.Add(new("memory.utilization p95", memory.Profile.Quantile(0.95), sizing.MemoryStrainedPercent, "%"));
        }

        return [.. evidence];
    }
}
