using System.CommandLine;
using System.Text.Json.Nodes;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Commands;

/// <summary><c>costintel resources</c>: resources, most expensive first.</summary>
internal static class ResourcesCommand
{
    private const int PageSizeMax = 1_000;

    public static Command Create(ConnectionOptions connection, TextWriter output)
    {
        var query = new QueryOptions();
        var limit = new Option<int>("--limit")
        {
            Description = "Prints at most so many resources.",
            HelpName = "ROWS",
            DefaultValueFactory = _ => 100,
        };
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json, OutputFormat.Csv);
        var command = new Command("resources", "Lists resources by EffectiveCost, for example: costintel resources --window 30d");
        query.AddTo(command);
        command.Add(limit);
        command.Add(format);
        command.SetAction(async (parsed, cancellation) =>
        {
            var wanted = parsed.GetValue(limit);
            var request = new ListResourcesRequest { PageSize = Math.Clamp(wanted, 1, PageSizeMax) };
            (request.From, request.To) = query.Range(parsed);
            request.Filters.AddRange(query.Filters(parsed));
            using var channel = connection.Open(parsed);
            var client = new CostService.CostServiceClient(channel);
            var resources = new List<ResourceSummary>();
            ListResourcesResponse page;
            do
            {
                page = await client.ListResourcesAsync(request, connection.Call(parsed, cancellation));
                resources.AddRange(page.Resources);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0 && resources.Count < wanted);

            Write(output, parsed.GetValue(format)!, [.. resources.Take(wanted)], page.TotalCount);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Write(TextWriter output, string format, List<ResourceSummary> resources, long count)
    {
        string[] headers = ["resource", "provider", "account", "sub_account", "currency", "effective_cost", "billed_cost"];
        if (format == OutputFormat.Json)
        {
            output.WriteLine(TotalsJson.Text(new JsonObject
            {
                ["resources"] = new JsonArray([.. resources.Select(Json)]),
                ["total_count"] = count,
            }));
        }
        else if (format == OutputFormat.Csv)
        {
            output.WriteLine(CsvLine.Of(headers));
            resources.ForEach(resource => output.WriteLine(CsvLine.Of(Cells(resource, ""))));
        }
        else
        {
            var table = new TextTable(headers).Numeric(5, 6);
            resources.ForEach(resource => table.Add(Cells(resource, "(no resource)")));
            table.Write(output);
            output.WriteLine($"{resources.Count} of {count} shown.");
        }
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
