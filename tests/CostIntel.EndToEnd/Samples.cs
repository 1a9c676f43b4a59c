using System.Globalization;
using CostIntel.TestKit;

namespace CostIntel.EndToEnd;

/// <summary>The official FOCUS sample against its control totals, where it is at hand.</summary>
public sealed class Samples
{
    private const string Reason = "COSTINTEL_SAMPLES does not name the sample data.";

    [SkippableFact]
    public async Task The_official_sample_has_its_control_totals_and_costs_agree()
    {
        var folder = Environment.GetEnvironmentVariable("COSTINTEL_SAMPLES");
        var file = Path.Combine(folder ?? "", "billing", "focus-sample-data", "focus_sample.dev.csv");
        Skip.IfNot(File.Exists(file), Reason);
        using var data = new TemporaryFolder();
        await using var engine = await EngineProcess.StartAsync(data.FullName);

        var (exitCode, report) = await Cli.JsonAsync(engine.Url, "ingest", file);
        var (_, costs) = await Cli.JsonAsync(engine.Url, "costs", "--group-by", "provider,service", "--granularity", "month");

        Assert.Equal(0, exitCode);
        foreach (var document in new[] { report, costs })
        {
            Assert.Equal(Parse("5.40601013875"), Cli.Total(document, "billed_cost"));
            Assert.Equal(Parse("3.22785159715"), Cli.Total(document, "effective_cost"));
            Assert.Equal(Parse("5.45241013875"), Cli.Total(document, "list_cost"));
        }
    }

    private static decimal Parse(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
