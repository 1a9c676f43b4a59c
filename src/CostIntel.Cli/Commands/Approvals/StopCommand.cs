using System.CommandLine;
using System.Globalization;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;
using Google.Protobuf;

namespace CostIntel.Cli.Commands.Approvals;

/// <summary><c>costintel policy stop</c>, <c>resume</c> and <c>stops</c>: keeps changes from beginning.</summary>
internal sealed class StopCommand(ConnectionOptions connection, TextWriter output, TextWriter error)
{
    private readonly Argument<string> _id = new("STOP") { Description = "Id of an order to stop." };
    private readonly Option<string> _reason = new("--reason") { Description = "Why, for everybody who waits.", Required = true };
    private readonly Option<string[]> _filter = new("--filter")
    {
        Description = "Stops only changes of what has one of the values: DIM=VALUE[,VALUE…]; DIM!=VALUE leaves it out. Repeatable; "
            + "all must hold. DIM: provider, account, sub_account, service, region, resource, tag:KEY.",
        HelpName = "DIM=VALUE",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string> _requestId = new("--request-id")
    {
        Description = "Names the request: the same again stops nothing anew.", HelpName = "ID", DefaultValueFactory = _ => "",
    };

    private readonly Option<string> _output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);

    public Command CreateStop() => Subcommand.Create(
        "stop", "Stops all changes that have not begun, or some. What is being made is verified or undone as ever.",
        error, StopAsync, _reason, _filter, _requestId);

    public Command CreateResume() => Subcommand.Create(
        "resume", "Takes an order to stop back.", error, ResumeAsync, _id);

    public Command CreateList() => Subcommand.Create(
        "stops", "Lists the orders to stop that hold.", error, ListAsync, _output);

    private async Task StopAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var request = new StopChangesRequest { Reason = parsed.GetValue(_reason), RequestId = parsed.GetValue(_requestId) };
        request.Filters.AddRange(parsed.GetValue(_filter)!.Select(QueryOptions.ParseFilter));
        using var channel = connection.Open(parsed);
        var order = await new PolicyService.PolicyServiceClient(channel)
            .StopChangesAsync(request, connection.Call(parsed, cancellation));
        await output.WriteLineAsync($"{order.StopId} holds: {Told(order)}.");
    }

    private async Task ResumeAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var request = new ResumeChangesRequest { StopId = parsed.GetValue(_id) };
        await new PolicyService.PolicyServiceClient(channel)
            .ResumeChangesAsync(request, connection.Call(parsed, cancellation));
        await output.WriteLineAsync($"{request.StopId} holds no longer.");
    }

    private async Task ListAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var answer = await new PolicyService.PolicyServiceClient(channel)
            .ListStopsAsync(new ListStopsRequest(), connection.Call(parsed, cancellation));
        if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            await output.WriteLineAsync(new JsonFormatter(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true)).Format(answer));
            return;
        }

        var table = new TextTable("stop", "since", "by", "stops", "reason");
        foreach (var order in answer.Stops)
        {
            table.Add(
                order.StopId,
                order.Since.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                order.By,
                Told(order),
                order.Reason);
        }

        table.Write(output);
    }

    private static string Told(StopOrder order) => order.Filters.Count == 0
        ? "all changes"
        : $"changes of {string.Join(" and ", order.Filters.Select(Told))}";

    private static string Told(CostFilter filter) =>
        $"{filter.Dimension}{(filter.Exclude ? "!=" : "=")}{string.Join(',', filter.Values)}";
}
