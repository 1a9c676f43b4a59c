namespace CostIntel.Bench.Detection.Costs;

/// <summary>
/// Makes labelled series of cost: seasons, growth and noise of seven workloads, legitimate changes, and anomalies. Only
/// whole numbers and doubles, drawn in a fixed order, so that it can be checked against another program.
/// </summary>
internal static class ScenarioGenerator
{
    public static IEnumerable<ScenarioResource> Make(ScenarioOptions options) =>
        Enumerable.Range(0, options.Resources).Select(index => Make(options, index));

    private static ScenarioResource Make(ScenarioOptions options, int index)
    {
        var random = new ScenarioRandom(options.Seed, index, 1);
        var shape = new ScenarioShape(random);
        var monthEnd = random.Uniform() < 0.2 ? random.Range(1.3, 2.5) : 1;
        var monthEndDays = random.Int(1, 3);
        var born = random.Uniform() < 0.15 ? 24 * random.Int(15, Math.Max(16, options.Days - 30)) : 0;
        var calm = born + (born == 0 ? 24 * 21 : 24 * random.Int(3, 8));

        var changes = LegitimateChanges.Draw(options, index, shape, born);
        var costs = new ScenarioCosts(options, shape, changes, born, monthEnd, monthEndDays);
        costs.Draw(new ScenarioRandom(options.Seed, index, 3));
        new ScenarioAnomalies(options, shape, costs, calm).Draw(new ScenarioRandom(options.Seed, index, 4));
        return new(index, born, [.. Points(options, costs, changes, born)], changes.Events.Announced, shape.Workload);
    }

    private static IEnumerable<ScenarioPoint> Points(
        ScenarioOptions options, ScenarioCosts costs, LegitimateChanges changes, int born)
    {
        var events = changes.Events;
        for (var hour = born; hour < options.Hours; hour += options.HoursPerPoint)
        {
            var (cost, expected, acts) = (0.0, 0.0, hour);
            for (var part = hour + options.HoursPerPoint - 1; part >= hour; part--)
            {
                acts = events.Kind[part].Length > 0 && (events.IsAnomaly[part] || !events.IsAnomaly[acts]) ? part : acts;
            }

            for (var part = hour; part < hour + options.HoursPerPoint; part++)
            {
                cost += Math.Round(costs.Cost[part] + changes.Added[part], 6);
                expected += costs.Expected[part];
            }

            yield return new(Math.Round(cost, 6), expected, events.IsAnomaly[acts], events.Kind[acts], events.Event[acts]);
        }
    }
}
