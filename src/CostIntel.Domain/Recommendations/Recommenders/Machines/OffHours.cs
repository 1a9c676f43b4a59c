using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;
using CostIntel.Domain.Telemetry;
using static System.FormattableString;

namespace CostIntel.Domain.Recommendations.Recommenders.Machines;

/// <summary>
/// Runs something in those hours of the week alone in which it is used. Outside production, unless the policy says otherwise;
/// a machine whose environment is not known counts as production.
/// </summary>
public sealed class OffHours : IRecommender
{
    private const double Corroborated = 0.86;
    private const double ByProcessorAlone = 0.68;
    private const double Irregular = 0.55;
    private const int OddHoursMax = 5;
    private const int DaysMin = 14;
    private const int HoursUsedMin = 8;
    private const double AlreadyOffPercent = 20;

    private static readonly string[] Signs =
        ["requests", "connections", "network.receive", "network.transmit", "gpu.utilization"];

    /// <inheritdoc/>
    public string Rule => "off-hours";

    /// <inheritdoc/>
    public Candidate? Judge(Assessment assessment)
    {
        var schedule = assessment.Policy.Schedule;
        var mayStop = schedule.AllowProduction || assessment.Environment == EnvironmentKind.NonProduction;
        if (!mayStop
            || !(assessment.IsSized || assessment.Kind == ResourceKind.Workload)
            || assessment.Settled("cpu.utilization", Math.Max(DaysMin, assessment.LookBackDays)) is not { } cpu)
        {
            return null;
        }

        List<MetricFacts> metrics = [cpu, .. Signs.Select(name => assessment.Settled(name)).OfType<MetricFacts>()];
        var runs = WeekUse.Of(metrics, assessment.Policy.Idle);
        var off = WeekShape.Hours - runs.Count;
        return off < schedule.HoursOffMin || runs.Count < HoursUsedMin || IsOffAlready(assessment.Facts, runs)
            ? null
            : Propose(assessment, metrics, runs);
    }

    private static bool IsOffAlready(ResourceFacts facts, WeekHours runs)
    {
        if (facts.Metric("running") is not { } running)
        {
            return IsCheapAlready(facts.Costs, runs);
        }

        var (sum, count) = (0.0, 0);
        for (var hour = 0; hour < WeekShape.Hours; hour++)
        {
            if (!runs.Contains(hour) && running.Profile.HourOfWeek(hour) is { } shape)
            {
                (sum, count) = (sum + shape.Mean, count + 1);
            }
        }

        return count > 0 && sum / count < AlreadyOffPercent;
    }

    private static bool IsCheapAlready(CostHistory costs, WeekHours runs)
    {
        var (on, onHours, off, offHours) = (0m, 0, 0m, 0);
        for (var i = 0; i < costs.HourlyCosts.Count; i++)
        {
            if (runs.Contains(WeekShape.HourOfWeek((costs.FirstHour + i) * 3_600L)))
            {
                (on, onHours) = (on + costs.HourlyCosts[i], onHours + 1);
            }
            else
            {
                (off, offHours) = (off + costs.HourlyCosts[i], offHours + 1);
            }
        }

        return onHours > 0 && offHours > 0 && off / offHours * 100 < on / onHours * (decimal)AlreadyOffPercent;
    }

    private Candidate Propose(Assessment assessment, List<MetricFacts> metrics, WeekHours runs)
    {
        var off = WeekShape.Hours - runs.Count;
        var confidence = Confidence.OfIdle(assessment, metrics.Count > 1 ? Corroborated : ByProcessorAlone, [.. metrics])
            * (WeekUse.OddHours(runs) > OddHoursMax ? Irregular : 1);
        var change = new Change
        {
            Action = ActionType.Schedule,
            From = "always",
            To = $"{runs.Count} hours a week",
            Runs = runs,
            RestartNeeded = true,
        };
        return new(
            Rule,
            change,
            confidence,
            Effort.Low,
            Invariant($"In {off} of the 168 hours of a week nobody has used it, week after week: it need not run in them."),
            [
                new("quiet hours a week", off, assessment.Policy.Schedule.HoursOffMin, "h"),
                .. metrics.Select(Limit),
            ],
            assessment.LookBackDays);

        EvidenceItem Limit(MetricFacts metric) =>
            new($"{metric.Name} quiet limit", WeekUse.QuietLimit(metric, assessment.Policy.Idle) ?? 0, null, "");
    }
}
