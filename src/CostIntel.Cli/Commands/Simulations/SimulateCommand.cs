using System.CommandLine;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;
using Grpc.Core;

namespace CostIntel.Cli.Commands.Simulations;

/// <summary><c>costintel simulate</c>: what it would have cost, had it been otherwise.</summary>
internal sealed class SimulateCommand
{
    private readonly QueryOptions _query = new();

    private readonly Option<string[]> _alternatives = new("--alternative", "-a")
    {
        Description = "What could be done: [NAME=]TEMPLATE:PARAMETER=VALUE,… such as rightsize:to=m5.large. Repeatable: "
            + "alternatives are compared. 'simulate templates' lists all.",
        HelpName = "ALTERNATIVE",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<int> _days = Number("--days", 30, 1, 90, "Complete days that are replayed.");

    private readonly Option<int> _draws = Number("--draws", 0, 0, 10_000, "Months that are drawn of what is not certain.");

    private readonly Option<ulong> _seed = new("--seed") { Description = "The same seed draws the same months.", HelpName = "NUMBER" };

    private readonly Option<string> _id = new("--id")
    {
        Description = "Names the simulation; asking the same again under it gives the result that is kept.",
        HelpName = "ID",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<string> _title = new("--title") { Description = "For people.", HelpName = "TEXT", DefaultValueFactory = _ => "" };

    private readonly Option<string> _output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json, OutputFormat.Csv);

    private SimulateCommand()
    {
    }

    public static Command Create(ConnectionOptions connection, TextWriter output, TextWriter error)
    {
        var own = new SimulateCommand();
        var command = Subcommand.Create(
            "simulate",
            "Replays costs under alternatives, for example: costintel simulate --filter service=Compute "
            + "-a rightsize:to=smaller -a \"schedule:runs=mon-fri 07-19,zone=Europe/Berlin\"",
            error,
            (parsed, cancellation) => own.RunAsync(connection, parsed, output, error, cancellation),
            own._alternatives, own._days, own._draws, own._seed, own._id, own._title, own._output);
        own._query.AddFilterTo(command);
        command.Add(Show(connection, output, error));
        command.Add(List(connection, output, error));
        command.Add(Templates(connection, output, error));
        return command;
    }

    private async Task RunAsync(
        ConnectionOptions connection, ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var request = RequestOf(parsed);
        using var channel = connection.Open(parsed);
        var client = new SimulationService.SimulationServiceClient(channel);
        using var call = client.Run(request, connection.Call(parsed, cancellation));
        await foreach (var message in call.ResponseStream.ReadAllAsync(cancellation))
        {
            if (message.Progress is { Total: > 0 } progress && progress.Done < progress.Total)
            {
                await error.WriteLineAsync($"{progress.Done} of {progress.Total} resources");
            }
            else if (message.Simulation is { } simulation)
            {
                SimulationOutput.Write(output, parsed.GetValue(_output)!, simulation);
            }
        }
    }

    private RunSimulationRequest RequestOf(ParseResult parsed)
    {
        var request = new RunSimulationRequest
        {
            RequestId = parsed.GetValue(_id),
            Title = parsed.GetValue(_title),
            Days = parsed.GetValue(_days),
            Draws = parsed.GetValue(_draws),
            Seed = parsed.GetValue(_seed),
        };
        request.Filters.AddRange(_query.Filters(parsed));
        request.Alternatives.AddRange(parsed.GetValue(_alternatives)!.Select(AlternativeText.Parse));
        return request.Alternatives.Count > 0
            ? request
            : throw new CliException("--alternative is missing; 'costintel simulate templates' lists what can be asked.");
    }

    private static Command Show(ConnectionOptions connection, TextWriter output, TextWriter error)
    {
        var id = new Argument<string>("id") { Description = "Id of a simulation." };
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json, OutputFormat.Csv);
        return Subcommand.Create(
            "show",
            "Shows a simulation that is kept.",
            error,
            async (parsed, cancellation) =>
            {
                using var channel = connection.Open(parsed);
                var kept = await new SimulationService.SimulationServiceClient(channel).GetAsync(
                    new() { SimulationId = parsed.GetValue(id) }, connection.Call(parsed, cancellation));
                SimulationOutput.Write(output, parsed.GetValue(format)!, kept);
            },
            id, format);
    }

    private static Command List(ConnectionOptions connection, TextWriter output, TextWriter error)
    {
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);
        return Subcommand.Create(
            "list",
            "Lists the simulations that are kept, newest first.",
            error,
            async (parsed, cancellation) =>
            {
                using var channel = connection.Open(parsed);
                var answer = await new SimulationService.SimulationServiceClient(channel).ListAsync(
                    new() { PageSize = 200 }, connection.Call(parsed, cancellation));
                SimulationOutput.Write(output, parsed.GetValue(format)!, answer);
            },
            format);
    }

    private static Command Templates(ConnectionOptions connection, TextWriter output, TextWriter error)
    {
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);
        return Subcommand.Create(
            "templates",
            "Lists what can be asked.",
            error,
            async (parsed, cancellation) =>
            {
                using var channel = connection.Open(parsed);
                var answer = await new SimulationService.SimulationServiceClient(channel).ListTemplatesAsync(
                    new(), connection.Call(parsed, cancellation));
                SimulationOutput.Write(output, parsed.GetValue(format)!, answer);
            },
            format);
    }

    private static Option<int> Number(string name, int usual, int least, int most, string description)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "COUNT", DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < least || result.GetValueOrDefault<int>() > most)
            {
                result.AddError($"{name} must be {least} to {most}.");
            }
        });
        return option;
    }
}
