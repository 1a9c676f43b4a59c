using System.Globalization;
using System.Text.Json.Nodes;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Output;

/// <summary>Prints the metrics of a resource.</summary>
internal static class MetricOutput
{
    public static void Write(TextWriter output, string format, IReadOnlyList<ResourceMetric> metrics)
    {
        if (format == OutputFormat.Json)
        {
            output.WriteLine(new JsonObject
            {
                ["metrics"] = new JsonArray([.. metrics.Select(Json)]),
            }.ToJsonString());
            return;
        }

        var table = new TextTable("metric", "unit", "newest (UTC)", "value", "expected", "p50", "p95", "p99", "max", "a day", "samples", "").Numeric(3, 4, 5, 6, 7, 8, 9, 10);
        foreach (var metric in metrics)
        {
            table.Add(
                metric.Metric,
                metric.Unit,
                metric.LastTime is null ? "" : metric.LastTime.ToDateTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                Number(metric.LastValue),
                Number(metric.Expected),
                Number(metric.P50),
                Number(metric.P95),
                Number(metric.P99),
                Number(metric.Max),
                metric.HasTrendPerDay ? metric.TrendPerDay.ToString("+0.###;-0.###;0", CultureInfo.InvariantCulture) : "",
                metric.Samples.ToString(CultureInfo.InvariantCulture),
                metric.IsAnomalous ? "anomalous" : "");
        }

        table.Write(output);
    }

    private static JsonObject Json(ResourceMetric metric) => new()
    {
        ["metric"] = metric.Metric,
        ["unit"] = metric.Unit,
        ["last_time"] = metric.LastTime?.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["last_value"] = metric.LastValue,
        ["expected"] = metric.Expected,
        ["samples"] = metric.Samples,
        ["ignored"] = metric.Ignored,
        ["is_anomalous"] = metric.IsAnomalous,
        ["mean"] = metric.Mean,
        ["p50"] = metric.P50,
        ["p95"] = metric.P95,
        ["p99"] = metric.P99,
        ["max"] = metric.Max,
        ["trend_per_day"] = metric.HasTrendPerDay ? metric.TrendPerDay : null,
        ["week"] = new JsonArray([.. metric.Week.Select(hour => new JsonObject
        {
            ["hour"] = hour.Hour,
            ["mean"] = hour.Mean,
            ["peak"] = hour.Peak,
        })]),
    };

    private static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}
