using System.CommandLine;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;
using Grpc.Core;

namespace CostIntel.Cli.Commands;

/// <summary><c>costintel costs</c>: what was spent, grouped and filtered.</summary>
internal sealed class CostsCommand
{
    private const int RowsPerPage = 5_000;

    private static readonly TimeSpan WatchRetry = TimeSpan.FromSeconds(1);

    private readonly QueryOptions _query = new();

    private readonly Option<string> _granularity = new Option<string>("--granularity")
    {
        Description = "Sums per day, per month, or over the whole range (none).",
        HelpName = "none|day|month",
        DefaultValueFactory = _ => "none",
    }.AcceptOnlyFromAmong("none", "day", "month");

    private readonly Option<string?> _groupBy = new("--group-by")
    {
        Description = $"Comma-separated: {QueryOptions.Dimensions}.",
        HelpName = "DIM[,DIM…]",
    };

    private readonly Option<int?> _limit = QueryOptions.Limit("rows, at least 1. Default: all of them.");

    private readonly Option<bool> _watch = new("--watch")
    {
        Description = "Goes on and shows the answer again whenever usage changes it, until stopped.",
    };

    private readonly Option<string> _output =
        OutputFormat.Option(OutputFormat.Table, OutputFormat.Json, OutputFormat.Csv);

    private CostsCommand()
    {
    }

    public static Command Create(ConnectionOptions connection, TextWriter output, TextWriter error)
    {
        var options = new CostsCommand();
        var command = new Command(
            "costs", "Sums costs, for example: costintel costs --group-by service,region --granularity month");
        options._query.AddTo(command);
        command.Add(options._granularity);
        command.Add(options._groupBy);
        command.Add(options._limit);
        command.Add(options._watch);
        command.Add(options._output);
        command.SetAction((parsed, cancellation) => Guard.RunAsync(
            () => options.RunAsync(connection, parsed, output, cancellation), error, cancellation));
        return command;
    }

    private async Task<int> RunAsync(
        ConnectionOptions connection, ParseResult parsed, TextWriter output, CancellationToken cancellation)
    {
        var limit = parsed.GetValue(_limit) ?? int.MaxValue;
        var request = new QueryCostsRequest
        {
            Granularity = Enum.Parse<Granularity>(parsed.GetValue(_granularity)!, ignoreCase: true),
            PageSize = Math.Min(limit, RowsPerPage),
        };
        (request.From, request.To) = _query.Range(parsed);
        request.GroupBy.AddRange(QueryOptions.ParseGroupBy(parsed.GetValue(_groupBy)));
        request.Filters.AddRange(_query.Filters(parsed));
        using var channel = connection.Open(parsed);
        var client = new CostService.CostServiceClient(channel);
        if (parsed.GetValue(_watch))
        {
            await WatchAsync(client, request, parsed.GetValue(_output)!, output, cancellation);
            return ExitCodes.Done;
        }

        var answer = await ReadAsync(client, request, limit, () => connection.Call(parsed, cancellation));
        CostsOutput.Write(output, parsed.GetValue(_output)!, request, answer);
        return ExitCodes.Done;
    }

    private static async Task WatchAsync(
        CostService.CostServiceClient client,
        QueryCostsRequest request,
        string format,
        TextWriter output,
        CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                using var call = client.WatchCosts(request, cancellationToken: cancellation);
                while (await call.ResponseStream.MoveNext(cancellation))
                {
                    CostsOutput.Write(output, format, request, call.ResponseStream.Current);
                    await output.FlushAsync(cancellation);
                }
            }
            catch (RpcException gone) when (gone.StatusCode == StatusCode.Unavailable)
            {
                // An engine that restarts or hands over; the first answer of the next watch says what happened meanwhile.
                await Task.Delay(WatchRetry, TimeProvider.System, cancellation);
            }
        }
    }

    private static async Task<QueryCostsResponse> ReadAsync(
        CostService.CostServiceClient client, QueryCostsRequest request, int limit, Func<CallOptions> options)
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
