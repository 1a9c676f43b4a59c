using System.CommandLine;
using System.Globalization;
using CostIntel.Domain.Detection.Costs;

namespace CostIntel.Bench.Detection.Costs;

/// <summary><c>detect-costs</c>: measures the detector of costs on made series.</summary>
internal static class DetectCostsCommand
{
    public static Command Create()
    {
        var seeds = Option("--seeds", "101,102,103,104,105", "Each has other resources.");
        var resources = Option("--resources", 200, "Resources a seed.");
        var days = Option("--days", 120, "Days of history.");
        var difficulty = Option("--difficulty", 1.0, "Factor on the size of anomalies.");
        var daily = Option("--daily", false, "Points are days, not hours.");
        var command = new Command("detect-costs", "The detector of costs on made series; prints Markdown.")
        {
            seeds, resources, days, difficulty, daily,
        };
        command.SetAction(parsed =>
        {
            var step = parsed.GetValue(daily) ? SeriesStep.Day : SeriesStep.Hour;
            ScenarioOptions Scenario(string seed) => new(
                int.Parse(seed, CultureInfo.InvariantCulture),
                parsed.GetValue(resources),
                parsed.GetValue(days),
                step,
                parsed.GetValue(difficulty));
            var scenarios = parsed.GetValue(seeds)!.Split(',').Select(Scenario).ToList();
            new CostTable(DetectCosts.Run(scenarios), Console.Out).Print();
        });
        return command;
    }

    private static Option<T> Option<T>(string name, T value, string description) =>
        new(name) { DefaultValueFactory = _ => value, Description = description };
}
