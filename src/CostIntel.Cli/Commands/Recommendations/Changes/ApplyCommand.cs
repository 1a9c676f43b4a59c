using System.CommandLine;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Commands.Recommendations.Changes;

/// <summary><c>costintel recommendations plan</c> and <c>apply</c>: what would be done, and wanting it done.</summary>
internal sealed class ApplyCommand(ConnectionOptions connection, TextWriter output, TextWriter error)
{
    private readonly Argument<string[]> _ids = new("RECOMMENDATION")
    {
        Description = "Ids of recommendations; several are carried out together.", Arity = new ArgumentArity(1, 100),
    };

    private readonly Option<string> _comment = ChangeOptions.Comment();
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Shows what would be done; nothing is." };
    private readonly Option<string> _requestId = ChangeOptions.RequestId();
    private readonly Option<string> _output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);

    public Command CreatePlan() => Subcommand.Create(
        "plan", "Shows what would be done, by whom, who would be asked and when it could begin. Changes nothing.",
        error, PlanAsync, _ids, _output);

    public Command CreateApply() => Subcommand.Create(
        "apply", "Wants recommendations carried out: those whom the approval policy names are asked.",
        error, ApplyAsync, _ids, _comment, _dryRun, _requestId, _output);

    private async Task PlanAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var request = new PlanChangeRequest();
        request.RecommendationIds.AddRange(parsed.GetValue(_ids)!);
        using var channel = connection.Open(parsed);
        var answer = await new RecommendationService.RecommendationServiceClient(channel)
            .PlanAsync(request, connection.Call(parsed, cancellation));
        PlanOutput.Write(output, parsed.GetValue(_output)!, answer);
    }

    private async Task ApplyAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_dryRun))
        {
            await PlanAsync(parsed, cancellation);
            return;
        }

        var request = new ApplyRequest { Comment = parsed.GetValue(_comment), RequestId = parsed.GetValue(_requestId) };
        request.RecommendationIds.AddRange(parsed.GetValue(_ids)!);
        using var channel = connection.Open(parsed);
        var change = await new RecommendationService.RecommendationServiceClient(channel)
            .ApplyAsync(request, connection.Call(parsed, cancellation));
        ChangeOutput.WriteState(output, parsed.GetValue(_output)!, change);
    }
}
