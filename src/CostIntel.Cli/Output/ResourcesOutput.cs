using System.Text.Json.Nodes;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Output;

/// <summary>Writes a list of resources.</summary>
internal static class ResourcesOutput
{
    private static readonly string[] Headers =
        ["resource", "provider", "account", "sub_account", "currency", "effective_cost", "billed_cost"];

    public static void Write(TextWriter output, string format, IReadOnlyList<ResourceSummary> resources, long count)
    {
        switch (format)
        {
            case OutputFormat.Json:
                output.WriteLine(TotalsJson.Text(Json(resources, count)));
                break;
            case OutputFormat.Csv:
                WriteCsv(output, resources);
                break;
            default:
                WriteTable(output, resources, count);
                break;
        }
    }

    private static void WriteCsv(TextWriter output, IEnumerable<ResourceSummary> resources)
    {
        output.WriteLine(CsvLine.Of(Headers));
        foreach (var resource in resources)
        {
            output.WriteLine(CsvLine.Of(Cells(resource, "")));
        }
    }

    private static void WriteTable(TextWriter output, IReadOnlyList<ResourceSummary> resources, long count)
    {
        var table = new TextTable(Headers).Numeric(Headers.Length - 2, Headers.Length - 1);
        foreach (var resource in resources)
        {
            table.Add(Cells(resource, "(no resource)"));
        }

        table.Write(output);
        output.WriteLine($"{resources.Count} of {count} shown.");
    }

    private static string[] Cells(ResourceSummary resource, string whenNone) =>
    [
        resource.ResourceId.Length > 0 ? resource.ResourceId : whenNone,
        resource.Provider,
        resource.BillingAccountId,
        resource.SubAccountId,
        resource.Totals.Currency,
        resource.Totals.EffectiveCost,
        resource.Totals.BilledCost,
    ];

    private static JsonObject Json(IEnumerable<ResourceSummary> resources, long count) => new()
    {
        ["resources"] = new JsonArray([.. resources.Select(Json)]),
        ["total_count"] = count,
    };

    private static JsonObject Json(ResourceSummary resource) => TotalsJson.AddTo(
        new JsonObject
        {
            ["resource"] = resource.ResourceId,
            ["provider"] = resource.Provider,
            ["account"] = resource.BillingAccountId,
            ["sub_account"] = resource.SubAccountId,
            ["currency"] = resource.Totals.Currency,
        },
        resource.Totals);
}
