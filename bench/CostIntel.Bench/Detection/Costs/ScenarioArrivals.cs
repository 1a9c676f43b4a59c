namespace CostIntel.Bench.Detection.Costs;

/// <summary>What was known of a point, and when.</summary>
/// <param name="Arrival">Hours since the start of the scenario.</param>
/// <param name="Point">Index of the point.</param>
/// <param name="Cost">Its cost as it was known then.</param>
/// <param name="Version">1 for the first, 2 for what replaces it.</param>
internal readonly record struct ScenarioArrival(int Arrival, int Point, double Cost, int Version);

/// <summary>The points of a resource in the order they arrive: some late, some in part first, some days restated.</summary>
internal static class ScenarioArrivals
{
    public static List<ScenarioArrival> Of(ScenarioOptions options, ScenarioResource resource)
    {
        var random = new ScenarioRandom(options.Seed, resource.Index, 5);
        var arrivals = new List<ScenarioArrival>(resource.Points.Length);
        for (var point = 0; point < resource.Points.Length; point++)
        {
            var hour = resource.FirstHour + (point * options.HoursPerPoint);
            var arrival = hour + options.HoursPerPoint + random.Int(0, 2);
            arrival += random.Uniform() < 0.03 ? random.Int(1, 30) : 0;
            Add(arrivals, options, resource, point, hour, arrival);
        }

        arrivals.Sort(static (a, b) => (a.Arrival, a.Point, a.Version).CompareTo((b.Arrival, b.Point, b.Version)));
        return arrivals;
    }

    private static void Add(
        List<ScenarioArrival> arrivals, ScenarioOptions options, ScenarioResource resource, int point, int hour, int arrival)
    {
        var day = hour / 24;
        var cost = resource.Points[point].Cost;
        // Drawn once a day: all hours of a day have one fate.
        var fate = new ScenarioRandom(options.Seed, resource.Index, 6, day);
        switch (fate.Uniform())
        {
            case < 0.015:
                arrivals.Add(new(arrival, point, Math.Round(cost * fate.Range(0.85, 1.15), 6), 1));
                arrivals.Add(new((24 * (day + 1)) + (24 * fate.Int(1, 3)) + 3, point, cost, 2));
                break;
            case < 0.03:
                arrivals.Add(new(arrival, point, Math.Round(cost * fate.Range(0.1, 0.7), 6), 1));
                arrivals.Add(new(arrival + fate.Int(6, 36), point, cost, 2));
                break;
            default:
                arrivals.Add(new(arrival, point, cost, 1));
                break;
        }
    }
}
