using System.CommandLine;
using CostIntel.Cli.Commands.Anomalies;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Commands.Slos;

/// <summary><c>costintel slo put|list|delete|status|check</c>: what has to hold, how it stands, and what a change does to it.</summary>
internal sealed class SloCommand(ConnectionOptions connection, TextWriter output)
{
    private const double Percent = 100;

    private readonly Argument<string> _id = new("SLO") { Description = "Names the SLO: letters, digits, '.', '_', ':' or '-'." };
    private readonly Option<string?> _which = new("--slo") { Description = "Only this SLO.", HelpName = "SLO" };
    private readonly Option<string> _metric = new("--metric")
    {
        Description = "The metric, for example latency.p95 (ms), availability (%) or requests (a second).", HelpName = "NAME", Required = true,
    };

    private readonly Option<double?> _atMost = new("--at-most") { Description = "Samples up to this are good.", HelpName = "VALUE" };
    private readonly Option<double?> _atLeast = new("--at-least") { Description = "Samples from this on are good.", HelpName = "VALUE" };
    private readonly Option<double> _objective = new("--objective")
    {
        Description = "Percent of the samples that have to be good: 99.9.", HelpName = "PERCENT", Required = true,
    };

    private readonly Option<int> _window = new("--window-days")
    {
        Description = "Over how many UTC days, 1 to 30.", HelpName = "DAYS", DefaultValueFactory = _ => 30,
    };

    private readonly SieveOptions _sieve = new();
    private readonly ChangeOptions _change = new();
    private readonly Option<int> _pageSize = new("--limit")
    {
        Description = "Shows at most so many resources, those with the least budget left first; 1 to 1000.",
        HelpName = "COUNT",
        DefaultValueFactory = _ => 20,
    };

    private readonly Option<string> _output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);

    public static Command Create(ConnectionOptions connection, TextWriter output, TextWriter error)
    {
        var slo = new SloCommand(connection, output);
        return new Command("slo", "Service level objectives: what has to hold, and what changes do to it.")
        {
            Subcommand.Create(
                "put",
                "Defines one: costintel slo put checkout-latency --metric latency.p95 --at-most 200 --objective 99.9 --filter service=checkout",
                error, slo.PutAsync, slo._id, slo._metric, slo._atMost, slo._atLeast, slo._objective, slo._window, slo._sieve.Filter),
            Subcommand.Create("list", "Lists them.", error, slo.ListAsync, slo._output),
            Subcommand.Create("delete", "Takes one away, with what was counted.", error, slo.DeleteAsync, slo._id),
            Subcommand.Create(
                "status", "Shows how they stand, and their worst resources.",
                error, slo.StatusAsync, slo._which, slo._pageSize, slo._output),
            Subcommand.Create(
                "check",
                "Predicts what a change does to a resource: costintel slo check i-01 --action rightsize --cpu-ratio 0.5. "
                + "Exit code 0 passed, 3 flagged, 4 blocked.",
                error, slo.CheckAsync, [.. slo._change.All, slo._output]),
        };
    }

    private async Task PutAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (atMost, atLeast) = (parsed.GetValue(_atMost), parsed.GetValue(_atLeast));
        if (atMost is null == atLeast is null)
        {
            throw new CliException("Give either --at-most or --at-least: it says which samples are good.");
        }

        var slo = new Slo
        {
            SloId = parsed.GetValue(_id),
            Metric = parsed.GetValue(_metric),
            Bound = atMost is null ? SloBound.AtLeast : SloBound.AtMost,
            Threshold = (atMost ?? atLeast)!.Value,
            Objective = parsed.GetValue(_objective) / Percent,
            WindowDays = parsed.GetValue(_window),
        };
        slo.Filters.AddRange(_sieve.Filters(parsed));
        using var channel = connection.Open(parsed);
        var put = await new SlaService.SlaServiceClient(channel)
            .PutSloAsync(new() { Slo = slo }, connection.Call(parsed, cancellation));
        await output.WriteLineAsync($"{put.SloId}: {SloOutput.Goal(put)}");
    }

    private async Task ListAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var found = await new SlaService.SlaServiceClient(channel).ListSlosAsync(new(), connection.Call(parsed, cancellation));
        SloOutput.Write(output, parsed.GetValue(_output)!, found);
    }

    private async Task DeleteAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var id = parsed.GetValue(_id);
        await new SlaService.SlaServiceClient(channel).DeleteSloAsync(new() { SloId = id }, connection.Call(parsed, cancellation));
        await output.WriteLineAsync($"{id} is gone.");
    }

    private async Task StatusAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var found = await new SlaService.SlaServiceClient(channel).GetStatusAsync(
            new() { SloId = parsed.GetValue(_which) ?? "", PageSize = parsed.GetValue(_pageSize) }, connection.Call(parsed, cancellation));
        SloOutput.Write(output, parsed.GetValue(_output)!, found);
    }

    private async Task<int> CheckAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var answer = await new SlaService.SlaServiceClient(channel)
            .CheckAsync(_change.Request(parsed), connection.Call(parsed, cancellation));
        SloOutput.Write(output, parsed.GetValue(_output)!, answer.Verdict);
        return answer.Verdict.Outcome switch
        {
            SlaOutcome.Passed => ExitCodes.Done,
            SlaOutcome.Flagged => ExitCodes.Flagged,
            _ => ExitCodes.Blocked,
        };
    }
}
