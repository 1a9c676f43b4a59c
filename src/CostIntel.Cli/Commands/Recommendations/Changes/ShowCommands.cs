using System.CommandLine;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Commands.Recommendations.Changes;

/// <summary><c>costintel recommendations change</c> and <c>explain</c>: how far a change is, and why it waits.</summary>
internal sealed class ShowCommands(ConnectionOptions connection, TextWriter output, TextWriter error)
{
    private readonly Argument<string> _id = ChangeOptions.Id();
    private readonly Option<string> _output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);

    public IEnumerable<Command> Create() =>
    [
        Subcommand.Create(
            "change", "Shows how far a change is: its steps, who agreed, what it waits for and what happened.",
            error, ChangeAsync, _id, _output),
        Subcommand.Create(
            "explain", "Says why a change waits, on whom, and what waiting costs.", error, ExplainAsync, _id, _output),
    ];

    private async Task ChangeAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var change = await new RecommendationService.RecommendationServiceClient(channel).GetChangeAsync(
            new GetChangeRequest { ChangeId = parsed.GetValue(_id) }, connection.Call(parsed, cancellation));
        ChangeOutput.WriteOne(output, parsed.GetValue(_output)!, change);
    }

    private async Task ExplainAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var answer = await new RecommendationService.RecommendationServiceClient(channel).ExplainAsync(
            new ExplainRequest { ChangeId = parsed.GetValue(_id) }, connection.Call(parsed, cancellation));
        ChangeOutput.WriteExplanation(output, parsed.GetValue(_output)!, answer);
    }
}
