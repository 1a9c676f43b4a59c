using System.Text.Json.Nodes;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Output;

/// <summary>Writes the answer to a query of costs.</summary>
internal static class CostsOutput
{
    public static void Write(TextWriter output, string format, QueryCostsRequest request, QueryCostsResponse answer)
    {
        switch (format)
        {
            case OutputFormat.Json:
                output.WriteLine(TotalsJson.Text(Json(request, answer)));
                break;
            case OutputFormat.Csv:
                WriteCsv(output, request, answer);
                break;
            default:
                WriteTable(output, request, answer);
                break;
        }
    }

    private static JsonObject Json(QueryCostsRequest request, QueryCostsResponse answer)
    {
        var rows = new JsonArray();
        foreach (var row in answer.Rows)
        {
            var json = new JsonObject { ["keys"] = Keys(request, row) };
            if (row.PeriodStart is not null)
            {
                json["period"] = Period(row);
            }

            json["currency"] = row.Totals.Currency;
            rows.Add(TotalsJson.AddTo(json, row.Totals));
        }

        return new JsonObject
        {
            ["rows"] = rows,
            ["totals"] = TotalsJson.ByCurrency(answer.Totals),
            ["row_count"] = answer.RowCount,
        };
    }

    private static JsonObject Keys(QueryCostsRequest request, CostRow row) => new(
        request.GroupBy.Zip(row.Keys, (dimension, key) => KeyValuePair.Create<string, JsonNode?>(dimension, key)));

    private static void WriteCsv(TextWriter output, QueryCostsRequest request, QueryCostsResponse answer)
    {
        output.WriteLine(CsvLine.Of(
            [.. Period(request), .. request.GroupBy, "currency", "billed_cost", "effective_cost", "list_cost", "contracted_cost"]));
        foreach (var row in answer.Rows)
        {
            output.WriteLine(CsvLine.Of([.. Cells(request, row), row.Totals.ContractedCost]));
        }
    }

    private static void WriteTable(TextWriter output, QueryCostsRequest request, QueryCostsResponse answer)
    {
        string[] headers = [.. Period(request), .. request.GroupBy, "currency", "billed", "effective", "list"];
        var table = new TextTable(headers).Numeric(headers.Length - 3, headers.Length - 2, headers.Length - 1);
        foreach (var row in answer.Rows)
        {
            table.Add([.. Cells(request, row)]);
        }

        table.Write(output);
        foreach (var total in answer.Totals)
        {
            output.WriteLine(
                $"total {total.Currency}: billed {total.BilledCost}, effective {total.EffectiveCost}, list {total.ListCost}");
        }

        if (answer.RowCount > answer.Rows.Count)
        {
            output.WriteLine($"{answer.Rows.Count} of {answer.RowCount} rows shown.");
        }
    }

    private static IEnumerable<string> Period(QueryCostsRequest request) =>
        request.Granularity is Granularity.Day or Granularity.Month ? ["period"] : [];

    private static IEnumerable<string> Cells(QueryCostsRequest request, CostRow row) =>
    [
        .. Period(request).Select(_ => Period(row)),
        .. row.Keys,
        row.Totals.Currency,
        row.Totals.BilledCost,
        row.Totals.EffectiveCost,
        row.Totals.ListCost,
    ];

    private static string Period(CostRow row) =>
        row.PeriodStart.ToDateTime().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
