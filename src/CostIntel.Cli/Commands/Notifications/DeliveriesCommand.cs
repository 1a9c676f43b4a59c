using System.CommandLine;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;
using Google.Protobuf.WellKnownTypes;
using Enum = System.Enum;

namespace CostIntel.Cli.Commands.Notifications;

/// <summary><c>costintel notifications deliveries|test|redeliver</c>: how far it has come.</summary>
internal sealed class DeliveriesCommand(ConnectionOptions connection, TextWriter output, TextWriter error)
{
    private readonly Argument<string> _channel = NotificationsCommand.ChannelArgument();
    private readonly Argument<string[]> _ids = new("DELIVERY")
    {
        Description = "Ids of dead letters. Default: all of the channel.", Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _states = new Option<string[]>("--state")
    {
        Description = "pending, delivered, dead or gathering; may be repeated. Default: dead.",
        HelpName = "STATE",
        DefaultValueFactory = _ => [],
    }.AcceptOnlyFromAmong("pending", "delivered", "dead", "gathering");

    private readonly Option<string> _output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);

    public Command CreateList() => Subcommand.Create(
        "deliveries", "Lists deliveries of a channel, newest first: dead letters, unless told otherwise.",
        error, ListAsync, _channel, _states, _output);

    public Command CreateTest() => Subcommand.Create(
        "test", "Sends a test to a channel. Exit code 1 when it was not taken.", error, TestAsync, _channel);

    public Command CreateRedeliver() => Subcommand.Create(
        "redeliver", "Sends dead letters again, under their ids.", error, RedeliverAsync, _channel, _ids);

    private async Task ListAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var request = new ListDeliveriesRequest { ChannelId = parsed.GetValue(_channel) };
        request.States.AddRange(parsed.GetValue(_states)!.Select(state => Enum.Parse<DeliveryState>(state, ignoreCase: true)));
        using var channel = connection.Open(parsed);
        var found = await Client(channel).ListDeliveriesAsync(request, connection.Call(parsed, cancellation));
        if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            await output.WriteLineAsync(found.ToString());
            return;
        }

        var table = new TextTable("delivery", "event", "type", "state", "attempts", "created", "next", "last fault");
        foreach (var one in found.Deliveries)
        {
            table.Add(
                one.DeliveryId, one.EventId, one.EventType, IncidentOutput.Name(one.State), $"{one.Attempts}",
                Time(one.Created), Time(one.Next), one.LastFault);
        }

        table.Write(output);
    }

    private async Task TestAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var answer = await Client(channel).TestChannelAsync(
            new() { ChannelId = parsed.GetValue(_channel) }, connection.Call(parsed, cancellation));
        if (!answer.IsDelivered)
        {
            throw new CliException(answer.Fault);
        }

        await output.WriteLineAsync("The receiver has taken it.");
    }

    private async Task RedeliverAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var request = new RedeliverRequest { ChannelId = parsed.GetValue(_channel) };
        request.DeliveryIds.AddRange(parsed.GetValue(_ids) ?? []);
        using var channel = connection.Open(parsed);
        var answer = await Client(channel).RedeliverAsync(request, connection.Call(parsed, cancellation));
        await output.WriteLineAsync($"{answer.Count} sent again.");
    }

    private static string Time(Timestamp? time) => time is null ? "" : $"{time.ToDateTime():yyyy-MM-dd HH:mm:ss}";

    private static NotificationService.NotificationServiceClient Client(Grpc.Net.Client.GrpcChannel channel) => new(channel);
}
