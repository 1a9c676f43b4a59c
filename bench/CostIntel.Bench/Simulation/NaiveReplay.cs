using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Bench.Simulation;

/// <summary>
/// The replay that one would write first: an entry for every hour, and shares of the hours of a day looked up among all
/// hours that are known. Costs alone: no utilisation, no SLOs, no interval.
/// </summary>
internal static class NaiveReplay
{
    public static decimal CostAfter(ResourceFacts facts, Change change)
    {
        var costs = facts.Costs;
        var known = costs.HourlyCosts
            .Select((cost, i) => (Hour: HourOfWeek(costs.FirstHour + i), Cost: cost))
            .ToLookup(hour => hour.Hour / 24);
        return Enumerable.Range(0, costs.Days * 24)
            .Select(i => (Hour: (costs.FirstDay * 24) + i, Day: costs.DailyCosts[i / 24]))
            .Select(entry => (Week: HourOfWeek(entry.Hour), Cost: CostOf(entry.Hour, entry.Day)))
            .Where(entry => change.Runs.Contains(entry.Week))
            .Sum(entry => entry.Cost * change.PriceRatio);

        decimal CostOf(int hour, decimal day)
        {
            if (hour >= costs.FirstHour)
            {
                return costs.HourlyCosts[hour - costs.FirstHour];
            }

            var week = HourOfWeek(hour);
            var alike = known[week / 24];
            return day * alike.Where(one => one.Hour == week).Sum(one => one.Cost) / alike.Sum(one => one.Cost);
        }
    }

    private static int HourOfWeek(int hour) => WeekShape.HourOfWeek(hour * 3_600L);
}
