using System.CommandLine;
using System.Text.Json;

namespace CostIntel.Bench.Detection.Metrics;

/// <summary><c>detect-metrics</c>: measures the detector of metrics on a copy of the Numenta Anomaly Benchmark.</summary>
internal static class DetectMetricsCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Required = true, Description = "Folder with the benchmark's data and labels." };
        var results = new Option<DirectoryInfo?>("--out") { Description = "Writes a file of scores for each series there." };
        var command = new Command("detect-metrics", "Scores of the Numenta Anomaly Benchmark, and what a point costs; prints JSON.")
        {
            data, results,
        };
        command.SetAction(parsed => Console.WriteLine(JsonSerializer.Serialize(
            DetectMetrics.Run(parsed.GetValue(data)!.FullName, parsed.GetValue(results)?.FullName), Indented)));
        return command;
    }
}
