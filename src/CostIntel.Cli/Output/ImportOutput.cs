using System.Text.Json.Nodes;
using CostIntel.Cli.Import;

namespace CostIntel.Cli.Output;

/// <summary>Writes what an import came to.</summary>
internal static class ImportOutput
{
    public static void Write(TextWriter output, string format, ImportOutcome outcome)
    {
        if (format == OutputFormat.Json)
        {
            output.WriteLine(TotalsJson.Text(Json(outcome)));
            return;
        }

        var report = outcome.Report;
        output.WriteLine($"import     {report.ImportId}{(report.Aborted ? " (aborted: nothing of it counts)" : "")}");
        output.WriteLine($"read       {outcome.RowsRead}");
        output.WriteLine($"inserted   {report.Inserted}");
        output.WriteLine($"updated    {report.Updated}");
        output.WriteLine($"unchanged  {report.Unchanged}");
        output.WriteLine($"removed    {report.Removed}");
        output.WriteLine($"rejected   {outcome.Rejected}");
        foreach (var row in outcome.Refused)
        {
            output.WriteLine($"  {row}");
        }

        foreach (var total in report.Totals)
        {
            output.WriteLine(
                $"total {total.Currency}  billed {total.BilledCost}, effective {total.EffectiveCost}, "
                + $"list {total.ListCost}, contracted {total.ContractedCost}");
        }
    }

    private static JsonObject Json(ImportOutcome outcome)
    {
        var report = outcome.Report;
        var json = new JsonObject
        {
            ["import_id"] = report.ImportId,
            ["read"] = outcome.RowsRead,
            ["inserted"] = report.Inserted,
            ["updated"] = report.Updated,
            ["unchanged"] = report.Unchanged,
            ["removed"] = report.Removed,
            ["rejected"] = outcome.Rejected,
            ["aborted"] = report.Aborted,
            ["totals"] = TotalsJson.ByCurrency(report.Totals),
            ["rejections"] = new JsonArray([.. outcome.Refused.Select(row => new JsonObject
            {
                ["file"] = row.File,
                ["row"] = row.Row,
                ["column"] = row.Column,
                ["reason"] = row.Reason,
            })]),
        };
        if (outcome.Errors.Count > 0)
        {
            json["error"] = string.Join(' ', outcome.Errors);
        }

        return json;
    }
}
