using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Policy;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Recommendations.Recommenders.Evidence;

/// <summary>
/// What a machine needs, with growth ahead: null is not known, and then nothing smaller than now will do.
/// </summary>
/// <param name="Now">The machine as it is.</param>
/// <param name="Cpu">Processors that are busy at the 99th percentile, or for an hour of each week, of speed 1.</param>
/// <param name="CpuPeak">Processors that were busy at most in the last days.</param>
/// <param name="CpuMean">Processors that are busy on average.</param>
/// <param name="MemoryGiB">Memory that is used at most.</param>
/// <param name="Gpu">GPUs that are busy at the 99th percentile, of a T4's speed.</param>
internal sealed record Demand(
    MachineType Now, double? Cpu, double CpuPeak, double CpuMean, double? MemoryGiB, double? Gpu)
{
    private const double Percent = 100;
    private const double BytesPerGiB = 1_073_741_824;
    private const double BurstableMeanPercent = 20;
    private const double Tolerance = 1e-9;
    // Its storage is charged with it, and costs what it does.
    private const double DatabasePriceError = 0.15;

    /// <summary>What stands before names of machine types where a database runs on them.</summary>
    private string Prefix { get; init; } = "";

    /// <summary>What the metrics of a machine show.</summary>
    public static Demand Of(Assessment assessment, MachineType now)
    {
        var ahead = assessment.Policy.Sizing.GrowthDays;
        var cpu = assessment.Settled("cpu.utilization");
        var growth = cpu is null ? 1 : Growth.Factor(cpu, ahead);
        var perPercent = growth * CpuOf(now) / Percent;
        return new(
            now,
            cpu is null ? null : Sustained(cpu) * perPercent,
            cpu is null ? 0 : cpu.Profile.PeakOfDays(Quiet.DaysKnown) * perPercent,
            cpu is null ? 0 : cpu.Profile.Mean * perPercent,
            MemoryOf(assessment, now, ahead),
            assessment.Settled("gpu.utilization") is { } gpu
                ? Sustained(gpu) * Growth.Factor(gpu, ahead) * GpuOf(now) / Percent
                : null)
        {
            Prefix = assessment.IsMachineOfDatabase ? Assessment.DatabasePrefix : "",
        };
    }

    /// <summary>Processor capacity of a machine, in processors of speed 1.</summary>
    public static double CpuOf(MachineType machine) => machine.Cpus * (machine.CpuSpeed > 0 ? machine.CpuSpeed : 1);

    /// <summary>GPU capacity of a machine, in T4s.</summary>
    public static double GpuOf(MachineType machine) => machine.Gpus * machine.GpuSpeed;

    /// <summary>
    /// True for small types whose processors may be full only for a while: t3 at AWS, B at Azure, e2-micro at Google.
    /// </summary>
    public static bool IsBurstable(MachineType machine) =>
        string.Equals(machine.Series, "t", StringComparison.OrdinalIgnoreCase)
        || string.Equals(machine.Series, "b", StringComparison.OrdinalIgnoreCase)
        || machine.Series.Contains("shared", StringComparison.OrdinalIgnoreCase);

    /// <summary>What is reached for a while: the 99th percentile, or the busiest hour of the week on average.</summary>
    public static double Sustained(MetricFacts metric)
    {
        var busiest = metric.Profile.Quantile(0.99);
        for (var hour = 0; hour < WeekShape.Hours; hour++)
        {
            busiest = Math.Max(busiest, metric.Profile.HourOfWeek(hour)?.Mean ?? 0);
        }

        return busiest;
    }

    /// <summary>True when a machine is as full as the policy allows, or less.</summary>
    public bool Fits(MachineType machine, SizingPolicy sizing) =>
        Holds(CpuOf(machine), CpuOf(Now), Cpu, sizing.CpuTargetPercent)
        && Holds(machine.MemoryGiB, Now.MemoryGiB, MemoryGiB, sizing.MemoryTargetPercent)
        && (Now.Gpus == 0 ? machine.Gpus == 0 : Holds(GpuOf(machine), GpuOf(Now), Gpu, sizing.GpuTargetPercent))
        && (!IsBurstable(machine) || (Cpu is not null && CpuMean * Percent <= BurstableMeanPercent * CpuOf(machine)));

    /// <summary>True when what was seen at most is more than a machine can do.</summary>
    public bool IsClippedBy(MachineType machine) => CpuPeak > CpuOf(machine) * (1 + Tolerance);

    /// <summary>The change from the machine as it is to another.</summary>
    public Change To(MachineType machine, ActionType action) => new()
    {
        Action = action,
        From = Prefix + Now.Name,
        To = Prefix + machine.Name,
        PriceRatio = Math.Round(machine.HourlyPrice / Now.HourlyPrice, 6),
        PriceError = Prefix.Length > 0 ? DatabasePriceError : 0,
        CpuRatio = CpuOf(machine) / CpuOf(Now),
        MemoryRatio = machine.MemoryGiB / Now.MemoryGiB,
        GpuRatio = Now.Gpus == 0 || Now.GpuSpeed <= 0 ? 1 : GpuOf(machine) / GpuOf(Now),
        RestartNeeded = true,
    };

    private static double? MemoryOf(Assessment assessment, MachineType now, int ahead)
    {
        if (assessment.Settled("memory.utilization") is { } share)
        {
            return share.Profile.PeakOfDays(Quiet.DaysKnown) * Growth.Factor(share, ahead) * now.MemoryGiB / Percent;
        }

        return assessment.Settled("memory.used") is { } used
            ? used.Profile.PeakOfDays(Quiet.DaysKnown) * Growth.Factor(used, ahead) / BytesPerGiB
            : null;
    }

    private static bool Holds(double capacity, double now, double? needed, double targetPercent) =>
        needed is { } amount ? amount <= capacity * targetPercent / Percent : capacity >= now * (1 - Tolerance);
}
