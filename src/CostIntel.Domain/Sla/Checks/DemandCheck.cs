using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Sla.Checks;

/// <summary>Looks whether anybody wants a resource in the hours in which it would no longer run.</summary>
internal static class DemandCheck
{
    private const string Subject = "hours off";

    private static readonly (string Metric, double Above)[] Signs =
    [
        ("requests", SlaLimits.DemandRequests),
        ("connections", SlaLimits.DemandConnections),
        ("attachments", SlaLimits.DemandConnections),
    ];

    /// <summary>One finding for each metric that shows demand; one that says so when there is none.</summary>
    /// <param name="facts">What was measured of the resource.</param>
    /// <param name="change">What would differ.</param>
    /// <param name="hasSlo">True when somebody relies on it.</param>
    public static IEnumerable<SlaFinding> Judge(Measured facts, Change change, bool hasSlo)
    {
        var signs = Signs
            .Select(sign => (Metric: facts.Metric(sign.Metric), sign.Above))
            .Where(sign => sign.Metric is { Samples: > 0 })
            .ToList();
        if (signs.Count == 0)
        {
            return
            [
                SlaText.Remark(
                    Subject, SlaOutcome.Flagged,
                    "neither requests nor connections nor attachments have been measured, so whether anybody needs it is not known"),
            ];
        }

        return signs.Select(sign => Judge(facts, change, hasSlo, sign.Metric!, sign.Above));
    }

    private static SlaFinding Judge(Measured facts, Change change, bool hasSlo, MetricFacts metric, double above)
    {
        var (wanted, unknown, largest) = (0, 0, 0d);
        for (var hour = 0; hour < WeekShape.Hours; hour++)
        {
            if (!change.IsRemoval && change.Runs.Contains(hour))
            {
                continue;
            }

            var shape = metric.Profile.HourOfWeek(hour);
            unknown += shape is null ? 1 : 0;
            wanted += shape?.Mean > above ? 1 : 0;
            largest = Math.Max(largest, shape?.Mean ?? 0);
        }

        var unit = SlaText.UnitOf(metric.Name);
        var arithmetic = $"{metric.Name} above {SlaText.Of(above, unit)} in {wanted} of the {HoursOff(change)} hours off a week,"
            + $" {SlaText.Of(largest, unit)} at most{(unknown > 0 ? $"; {unknown} of them were never measured" : "")}";
        return new SlaFinding($"{Subject} {metric.Name}", OutcomeOf(), largest, 0, above, unit, arithmetic)
            .Doubted(metric, facts.NowSeconds);

        SlaOutcome OutcomeOf() => (wanted > 0, unknown > 0) switch
        {
            (true, _) => hasSlo || change.IsRemoval ? SlaOutcome.Blocked : SlaOutcome.Flagged,
            (false, true) => SlaOutcome.Flagged,
            _ => SlaOutcome.Passed,
        };
    }

    private static int HoursOff(Change change) => change.IsRemoval ? WeekShape.Hours : WeekShape.Hours - change.Runs.Count;
}
