using System.CommandLine;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Commands;

/// <summary><c>costintel costs</c>: what was spent, grouped and filtered.</summary>
internal static class CostsCommand
{
    private const int RowsPerPage = 5_000;

    public static Command Create(ConnectionOptions connection, TextWriter output)
    {
        var query = new QueryOptions();
        var granularity = new Option<string>("--granularity")
        {
            Description = "Sums per day, per month, or over the whole range (none).",
            HelpName = "none|day|month",
            DefaultValueFactory = _ => "none",
        }.AcceptOnlyFromAmong("none", "day", "month");
        var groupBy = new Option<string?>("--group-by")
        {
            Description = "Comma-separated: provider, account, sub_account, service, service_category, region, "
                + "charge_category, resource, tag:KEY.",
            HelpName = "DIM[,DIM…]",
        };
        var limit = new Option<int?>("--limit") { Description = "Prints at most so many rows.", HelpName = "ROWS" };
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json, OutputFormat.Csv);
        var command = new Command("costs", "Sums costs, for example: costintel costs --group-by service,region --granularity month");
        query.AddTo(command);
        foreach (var option in (Option[])[granularity, groupBy, limit, format])
        {
            command.Add(option);
        }

        command.SetAction(async (parsed, cancellation) =>
        {
            var request = new QueryCostsRequest
            {
                Granularity = Enum.Parse<Granularity>(parsed.GetValue(granularity)!, ignoreCase: true),
                PageSize = RowsPerPage,
            };
            (request.From, request.To) = query.Range(parsed);
            request.GroupBy.AddRange(Split(parsed.GetValue(groupBy)));
            request.Filters.AddRange(query.Filters(parsed));
            using var channel = connection.Open(parsed);
            var answer = await ReadAsync(
                new CostService.CostServiceClient(channel),
                request,
                parsed.GetValue(limit) ?? int.MaxValue,
                () => connection.Call(parsed, cancellation));
            CostsOutput.Write(output, parsed.GetValue(format)!, request, answer);
            return ExitCodes.Done;
        });
        return command;
    }

    private static string[] Split(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static async Task<QueryCostsResponse> ReadAsync(
        CostService.CostServiceClient client, QueryCostsRequest request, int limit, Func<Grpc.Core.CallOptions> options)
    {
        var answer = await client.QueryCostsAsync(request, options());
        while (answer.NextPageToken.Length > 0 && answer.Rows.Count < limit)
        {
            request.PageToken = answer.NextPageToken;
            var page = await client.QueryCostsAsync(request, options());
            answer.Rows.AddRange(page.Rows);
            answer.NextPageToken = page.NextPageToken;
        }

        while (answer.Rows.Count > limit)
        {
            answer.Rows.RemoveAt(answer.Rows.Count - 1);
        }

        return answer;
    }
}
