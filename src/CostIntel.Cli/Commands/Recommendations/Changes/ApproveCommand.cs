using System.CommandLine;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;
using Grpc.Core;
using Client = CostIntel.Contracts.V1.RecommendationService.RecommendationServiceClient;

namespace CostIntel.Cli.Commands.Recommendations.Changes;

/// <summary><c>costintel recommendations approve</c>: agrees with exactly the plan that was seen.</summary>
internal sealed class ApproveCommand(ConnectionOptions connection, TextWriter output, TextWriter error, Confirmation confirmation)
{
    private readonly Argument<string> _id = ChangeOptions.Id();
    private readonly Option<string> _comment = ChangeOptions.Comment();
    private readonly Option<string?> _planHash = new("--plan-hash")
    {
        Description = "Hash of the plan that was seen, as 'recommendations change' shows it; asks nothing.", HelpName = "HASH",
    };

    private readonly Option<string?> _stateHash = new("--state-hash")
    {
        Description = "Hash of the state of the resources that was seen; goes with --plan-hash.", HelpName = "HASH",
    };

    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Approves what is shown without asking." };
    private readonly Option<string> _requestId = ChangeOptions.RequestId();
    private readonly Option<string> _output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);

    public Command Create() => Subcommand.Create(
        "approve", "Agrees with the plan of a change, after showing it. What changes afterwards is not approved.",
        error, RunAsync, _id, _comment, _planHash, _stateHash, _yes, _requestId, _output);

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var client = new Client(channel);
        var request = new ApproveRequest
        {
            ChangeId = parsed.GetValue(_id), Comment = parsed.GetValue(_comment), RequestId = parsed.GetValue(_requestId),
        };
        switch (parsed.GetValue(_planHash), parsed.GetValue(_stateHash))
        {
            case ({ } plan, { } state):
                (request.PlanHash, request.StateHash) = (plan, state);
                break;
            case (null, null):
                var seen = await SeenAsync(client, parsed, cancellation);
                if (!await IsWantedAsync(parsed, seen, cancellation))
                {
                    await error.WriteLineAsync("Nothing was approved.");
                    return ExitCodes.Failed;
                }

                (request.PlanHash, request.StateHash) = (seen.PlanHash, seen.StateHash);
                break;
            default:
                throw new CliException("--plan-hash and --state-hash go together: an approval is of a plan for a state.");
        }

        var change = await client.ApproveAsync(request, connection.Call(parsed, cancellation));
        ChangeOutput.WriteState(output, parsed.GetValue(_output)!, change);
        return ExitCodes.Done;
    }

    // Of a recommendation that nobody has asked to carry out there is no change yet; approving it begins one.
    private async Task<ChangePlan> SeenAsync(Client client, ParseResult parsed, CancellationToken cancellation)
    {
        try
        {
            var change = await client.GetChangeAsync(
                new GetChangeRequest { ChangeId = parsed.GetValue(_id) }, connection.Call(parsed, cancellation));
            if (change.Plan is { } plan)
            {
                return plan;
            }
        }
        catch (RpcException none) when (none.StatusCode == StatusCode.NotFound)
        {
        }

        var planned = await client.PlanAsync(
            new PlanChangeRequest { RecommendationIds = { parsed.GetValue(_id) } }, connection.Call(parsed, cancellation));
        return planned.Plan;
    }

    private async Task<bool> IsWantedAsync(ParseResult parsed, ChangePlan seen, CancellationToken cancellation)
    {
        PlanOutput.WritePlan(confirmation.Prompt, seen, []);
        return parsed.GetValue(_yes) || await confirmation.AskAsync(
            "Approve this?", "--yes approves what is planned now, --plan-hash and --state-hash what was seen before.", cancellation);
    }
}
