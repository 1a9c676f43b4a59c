using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Policy;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;
using static System.FormattableString;

namespace CostIntel.Domain.Recommendations.Recommenders.Unused;

/// <summary>
/// A machine that computes nothing and speaks to nobody, or a database that nobody connects to, for the whole look-back. One
/// that worked on a few days before is taken for a batch that comes again.
/// </summary>
public sealed class IdleMachine : IRecommender
{
    private const double Corroborated = 0.9;
    private const double ByProcessorAlone = 0.55;
    private const double Recurring = 0.5;
    private const double Abandoned = 0.9;
    private const int FewDays = 4;

    private static readonly string[] Network = ["network.receive", "network.transmit"];
    private static readonly string[] Use = ["requests", "connections"];

    /// <inheritdoc/>
    public string Rule => "idle-machine";

    /// <inheritdoc/>
    public Candidate? Judge(Assessment assessment)
    {
        var idle = assessment.Policy.Idle;
        if (!assessment.IsSized
            || assessment.Settled("cpu.utilization") is not { } cpu
            || !Quiet.IsIdle(cpu, idle.CpuPercent, assessment.LookBackDays)
            || IsStopped(assessment))
        {
            return null;
        }

        var further = Further(assessment, idle);
        if (further is null || (assessment.Kind == ResourceKind.Database && !further.Exists(metric => metric.Name == "connections")))
        {
            return null;
        }

        var start = further.Count > 0 ? Corroborated : ByProcessorAlone;
        var confidence = Confidence.OfIdle(assessment, start, [cpu, .. further]) * OfPast(assessment, cpu, idle);
        return new(
            Rule,
            new() { Action = ActionType.Stop, PriceRatio = 0, RestartNeeded = false, RollbackPossible = true },
            confidence,
            Effort.VeryLow,
            Reason(assessment, cpu, further),
            [new("cpu.utilization p99", Highest(assessment, cpu), idle.CpuPercent, "%"), .. further.Select(Peak)],
            assessment.LookBackDays);

        EvidenceItem Peak(MetricFacts metric) =>
            new($"{metric.Name} peak", metric.Profile.PeakOfDays(assessment.LookBackDays), null, "");
    }

    // The other signs of use that are streamed; null when one of them shows use.
    private static List<MetricFacts>? Further(Assessment assessment, IdlePolicy idle)
    {
        var quiet = new List<MetricFacts>();
        var days = assessment.LookBackDays;
        return AreQuiet(Network, metric => Quiet.IsIdle(metric, idle.NetworkBytesPerSecond, days))
            && AreQuiet(Use, metric => Quiet.IsNeverAbove(metric, idle.RequestsPerSecond, days))
            && AreQuiet(["gpu.utilization"], metric => Quiet.IsIdle(metric, idle.CpuPercent, days))
            ? quiet
            : null;

        bool AreQuiet(string[] names, Func<MetricFacts, bool> isQuiet)
        {
            foreach (var name in names)
            {
                if (assessment.Facts.Metric(name) is not { } known)
                {
                    continue;
                }

                if (!isQuiet(known))
                {
                    return false;
                }

                if (assessment.Settled(name) is { } settled)
                {
                    quiet.Add(settled);
                }
            }

            return true;
        }
    }

    private static bool IsStopped(Assessment assessment) =>
        assessment.Facts.Metric("running") is { } running && Quiet.IsNothing(running, assessment.Policy.Idle.StoppedDays);

    // A month-end batch is busy on few days; what was given up was busy on many.
    private static double OfPast(Assessment assessment, MetricFacts cpu, IdlePolicy idle) =>
        Quiet.BusyDaysBefore(cpu, idle.CpuPercent, assessment.LookBackDays) switch
        {
            0 => 1,
            <= FewDays => Recurring,
            _ => Abandoned,
        };

    // The percentile remembers months in which it was busy still.
    private static double Highest(Assessment assessment, MetricFacts cpu) =>
        Math.Min(cpu.Profile.Quantile(0.99), cpu.Profile.PeakOfDays(assessment.LookBackDays));

    private static string Reason(Assessment assessment, MetricFacts cpu, List<MetricFacts> further)
    {
        var others = further.Count == 0 ? "" : $", and {string.Join(" and ", further.Select(metric => metric.Name))} show no use";
        return Invariant($"For {assessment.LookBackDays} days its processors have been at {Highest(assessment, cpu):0.0}% or less")
            + Invariant($" in 99 of 100 samples{others}; it costs {Sentence.PerMonth(assessment, assessment.MonthlyCost)}.");
    }
}
