using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;
using static System.FormattableString;

namespace CostIntel.Domain.Recommendations.Recommenders.Machines;

/// <summary>
/// Containers that ask for more than they use: requests of the 99th percentile of processors and of the most memory ever seen
/// lately, with a margin. Requests are what a cluster is paid for.
/// </summary>
public sealed class ContainerRequests : IRecommender
{
    private const double Sure = 0.85;
    private const double Bursty = 0.6;
    private const double BurstFactor = 3;
    private const double CpuMargin = 1.15;
    private const double MemoryMargin = 1.2;
    private const double RatioMax = 0.8;
    private const double BytesPerGiB = 1_073_741_824;
    // Clusters split a machine's price so: a processor costs what seven and a half GiB cost.
    private const double GiBPerCpu = 7.5;

    /// <inheritdoc/>
    public string Rule => "k8s-requests";

    /// <inheritdoc/>
    public Candidate? Judge(Assessment assessment)
    {
        if (assessment.Facts.Metric("cpu.requested") is not { LastValue: > 0 } cpuRequested
            || assessment.Facts.Metric("memory.requested") is not { LastValue: > 0 } memoryRequested
            || assessment.Settled("cpu.used") is not { } cpuUsed
            || assessment.Settled("memory.used") is not { } memoryUsed)
        {
            return null;
        }

        var ahead = assessment.Policy.Sizing.GrowthDays;
        var cpuNeeded = Demand.Sustained(cpuUsed) * Growth.Factor(cpuUsed, ahead) * CpuMargin;
        var memoryNeeded = memoryUsed.Profile.PeakOfDays(Quiet.DaysKnown) * Growth.Factor(memoryUsed, ahead) * MemoryMargin;
        var cpu = Math.Min(1, cpuNeeded / cpuRequested.LastValue);
        var memory = Math.Min(1, memoryNeeded / memoryRequested.LastValue);
        var price = PriceRatio(cpuRequested, memoryRequested, cpu, memory);
        return price > RatioMax || cpu <= 0 || memory <= 0
            ? null
            : Propose(assessment, cpuUsed, memoryUsed, cpu, memory, price);
    }

    private static double PriceRatio(MetricFacts cpuRequested, MetricFacts memoryRequested, double cpu, double memory)
    {
        var processors = cpuRequested.LastValue * GiBPerCpu;
        var gibibytes = memoryRequested.LastValue / BytesPerGiB;
        return ((processors * cpu) + (gibibytes * memory)) / (processors + gibibytes);
    }

    private Candidate Propose(
        Assessment assessment, MetricFacts cpuUsed, MetricFacts memoryUsed, double cpu, double memory, double price)
    {
        var cpuNow = assessment.Facts.Metric("cpu.requested")!.LastValue;
        var memoryNow = assessment.Facts.Metric("memory.requested")!.LastValue / BytesPerGiB;
        var isBursty = cpuUsed.Profile.PeakOfDays(assessment.LookBackDays) > BurstFactor * cpu * cpuNow;
        var change = new Change
        {
            Action = ActionType.Configure,
            From = Invariant($"{cpuNow:0.###} processors, {memoryNow:0.##} GiB"),
            To = Invariant($"{cpuNow * cpu:0.###} processors, {memoryNow * memory:0.##} GiB"),
            PriceRatio = (decimal)Math.Round(price, 6),
            CpuRatio = cpu,
            MemoryRatio = memory,
            RestartNeeded = true,
        };
        return new(
            Rule,
            change,
            Confidence.OfUse(assessment, isBursty ? Bursty : Sure, cpuUsed, memoryUsed),
            Effort.VeryLow,
            $"It asks for {change.From} and needs {change.To} with a margin.",
            [
                new("cpu.used p99", Demand.Sustained(cpuUsed), cpuNow, "{cpu}"),
                new("memory.used peak", memoryUsed.Profile.PeakOfDays(Quiet.DaysKnown) / BytesPerGiB, memoryNow, "GiBy"),
            ],
            assessment.LookBackDays);
    }
}
