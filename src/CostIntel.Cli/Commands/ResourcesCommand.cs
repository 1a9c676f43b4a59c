using System.CommandLine;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;
using Grpc.Core;

namespace CostIntel.Cli.Commands;

/// <summary><c>costintel resources</c>: resources, most expensive first.</summary>
internal sealed class ResourcesCommand
{
    private const int ResourcesPerPage = 1_000;
    private const int LimitDefault = 100;

    private readonly QueryOptions _query = new();
    private readonly Option<int?> _limit = QueryOptions.Limit($"resources, at least 1. Default: {LimitDefault}.");

    private readonly Option<string> _output =
        OutputFormat.Option(OutputFormat.Table, OutputFormat.Json, OutputFormat.Csv);

    private ResourcesCommand()
    {
    }

    public static Command Create(ConnectionOptions connection, TextWriter output, TextWriter error)
    {
        var options = new ResourcesCommand();
        var command = new Command(
            "resources", "Lists resources by EffectiveCost, for example: costintel resources --window 30d");
        options._query.AddTo(command);
        command.Add(options._limit);
        command.Add(options._output);
        command.SetAction((parsed, cancellation) => Guard.RunAsync(
            () => options.RunAsync(connection, parsed, output, cancellation), error, cancellation));
        return command;
    }

    private async Task<int> RunAsync(
        ConnectionOptions connection, ParseResult parsed, TextWriter output, CancellationToken cancellation)
    {
        var limit = parsed.GetValue(_limit) ?? LimitDefault;
        var request = new ListResourcesRequest { PageSize = Math.Min(limit, ResourcesPerPage) };
        (request.From, request.To) = _query.Range(parsed);
        request.Filters.AddRange(_query.Filters(parsed));
        using var channel = connection.Open(parsed);
        var client = new CostService.CostServiceClient(channel);
        var (resources, count) = await ReadAsync(client, request, limit, () => connection.Call(parsed, cancellation));
        ResourcesOutput.Write(output, parsed.GetValue(_output)!, resources, count);
        return ExitCodes.Done;
    }

    private static async Task<(List<ResourceSummary> Resources, long Count)> ReadAsync(
        CostService.CostServiceClient client, ListResourcesRequest request, int limit, Func<CallOptions> options)
    {
        var resources = new List<ResourceSummary>();
        while (true)
        {
            var page = await client.ListResourcesAsync(request, options());
            resources.AddRange(page.Resources.Take(limit - resources.Count));
            request.PageToken = page.NextPageToken;
            if (request.PageToken.Length == 0 || resources.Count == limit)
            {
                return (resources, page.TotalCount);
            }
        }
    }
}
