using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CostIntel.Domain.Detection.Costs;

namespace CostIntel.Bench.Detection.Costs;

/// <summary><c>detect-costs</c>: measures the detector of costs on made series.</summary>
internal static class DetectCostsCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public static Command Create()
    {
        var seeds = new Option<string>("--seeds") { DefaultValueFactory = _ => "101,102,103", Description = "Each has other resources." };
        var resources = new Option<int>("--resources") { DefaultValueFactory = _ => 200, Description = "Resources a seed." };
        var days = new Option<int>("--days") { DefaultValueFactory = _ => 120, Description = "Days of history." };
        var difficulty = new Option<double>("--difficulty") { DefaultValueFactory = _ => 1, Description = "Factor on the size of anomalies." };
        var daily = new Option<bool>("--daily") { Description = "Points are days, not hours." };
        var restated = new Option<bool>("--restated") { Description = "Also as charges arrive: late, in part, corrected." };
        var deploys = new Option<bool>("--deploys") { Description = "Deployments and price cuts are announced." };
        var command = new Command("detect-costs", "Recall, precision and delay of anomalies in costs, on made series; prints JSON.")
        {
            seeds, resources, days, difficulty, daily, restated, deploys,
        };
        command.SetAction(parsed =>
        {
            var step = parsed.GetValue(daily) ? SeriesStep.Day : SeriesStep.Hour;
            var scenarios = parsed.GetValue(seeds)!.Split(',').Select(seed => new ScenarioOptions(
                int.Parse(seed, CultureInfo.InvariantCulture), parsed.GetValue(resources), parsed.GetValue(days), step, parsed.GetValue(difficulty)));
            var result = DetectCosts.Run(scenarios, parsed.GetValue(restated), parsed.GetValue(deploys));
            Console.WriteLine(JsonSerializer.Serialize(result, Indented));
        });
        return command;
    }
}
