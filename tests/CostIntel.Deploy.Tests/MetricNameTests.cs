using System.Text.Json;
using System.Text.RegularExpressions;
using CostIntel.TestKit;

namespace CostIntel.Deploy.Tests;

public sealed partial class MetricNameTests
{
    [Fact]
    public async Task Dashboards_and_alerts_name_metrics_that_the_engine_has()
    {
        using var folder = new TemporaryFolder();
        await using var engine = await EngineProcess.StartAsync(folder.FullName, "--demo");
        var known = await MetricsAsync(engine.WebUrl);
        var dashboard = DeployFiles.Read("deploy/grafana/dashboards/costintel.json");
        using var parsed = JsonDocument.Parse(dashboard);
        Assert.NotEmpty(parsed.RootElement.GetProperty("panels").EnumerateArray());
        var named = MetricName().Matches(dashboard + DeployFiles.Read("deploy/prometheus/alerts.yml"))
            .Select(match => match.Value).Distinct().ToList();

        Assert.True(named.Count > 8);
        Assert.All(named, name => Assert.Contains(name, known));
    }

    /// <summary>The names, once the demo has streamed something.</summary>
    private static async Task<HashSet<string>> MetricsAsync(string server)
    {
        using var http = new HttpClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var text = await http.GetStringAsync($"{server}/metrics", limit.Token);
            if (text.Contains("costintel_ingest_records_total", StringComparison.Ordinal))
            {
                return [.. text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ', '{')[0])];
            }

            await Task.Delay(100, limit.Token);
        }
    }

    [GeneratedRegex(@"\b(costintel|orleans|dotnet)_\w+")]
    private static partial Regex MetricName();
}
