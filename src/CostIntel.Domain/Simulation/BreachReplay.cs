using CostIntel.Domain.Incidents;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Sla;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Simulation;

/// <summary>In how many hours of the replayed days an SLO's threshold is crossed, by the shape of the metric's week.</summary>
/// <param name="SloId">Which SLO.</param>
/// <param name="Metric">Its metric.</param>
/// <param name="Hours">Hours that are known of.</param>
/// <param name="Before">Hours crossed as things are.</param>
/// <param name="After">Hours crossed after the change.</param>
/// <param name="Slack">
/// By what demand may be multiplied before an hour is crossed after the change; below 1 when one is already; infinite when
/// demand alone never crosses it.
/// </param>
public sealed record BreachReplay(string SloId, string Metric, int Hours, int Before, int After, double Slack)
{
    /// <summary>Replays the SLOs that hold for a resource and whose metric is measured.</summary>
    /// <param name="facts">The resource.</param>
    /// <param name="change">What differs.</param>
    /// <param name="slos">SLOs of the tenant.</param>
    /// <param name="firstDay">Number of the first day.</param>
    /// <param name="days">How many days.</param>
    public static IReadOnlyList<BreachReplay> Of(
        ResourceFacts facts, Change change, IReadOnlyList<Slo> slos, int firstDay, int days)
    {
        var found = new List<BreachReplay>();
        foreach (var slo in slos)
        {
            if (facts.Metric(slo.Metric) is { } metric && slo.Scope.Holds(SubjectOf(facts, slo.Metric)))
            {
                found.Add(Replay(new HourPrediction(facts, change, slo, metric.Profile), firstDay, days));
            }
        }

        return found;
    }

    private static BreachReplay Replay(HourPrediction hours, int firstDay, int days)
    {
        var slo = hours.Slo;
        var (known, before, after, slack) = (0, 0, 0, double.PositiveInfinity);
        var first = WeekShape.HourOfWeek(LedgerTime.Seconds(firstDay));
        var count = days * LedgerTime.HoursPerDay;
        for (var hour = 0; hour < Math.Min(count, WeekShape.Hours); hour++)
        {
            var hourOfWeek = (first + hour) % WeekShape.Hours;
            if (hours.Of(hourOfWeek) is { } predicted)
            {
                // Every week is alike, so an hour of it counts as often as the days hold it.
                var times = 1 + ((count - hour - 1) / WeekShape.Hours);
                known += times;
                before += predicted.IsBadBefore ? times : 0;
                after += predicted.IsBadAfter ? times : 0;
                slack = Math.Min(slack, predicted.Slack);
            }
        }

        return new(slo.Id, slo.Metric, known, before, after, slack);
    }

    private static Subject SubjectOf(ResourceFacts facts, string metric)
    {
        var (key, description) = (facts.Key, facts.Description);
        return new(
            key.Account, key.ToString(), key.SubAccountId, description.ServiceName, description.RegionId,
            description.ResourceName, description.Tags, Measure.Metric, metric);
    }
}
