using System.CommandLine;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;
using Grpc.Core;
using Client = CostIntel.Contracts.V1.RecommendationService.RecommendationServiceClient;

namespace CostIntel.Cli.Commands.Recommendations.Changes;

/// <summary><c>costintel recommendations delegate</c>, <c>comment</c> and <c>rollback</c>.</summary>
internal sealed class SayCommands(ConnectionOptions connection, TextWriter output, TextWriter error)
{
    private readonly Argument<string> _id = ChangeOptions.Id();
    private readonly Argument<string> _text = new("TEXT") { Description = "What is to be said." };
    private readonly Option<string> _comment = ChangeOptions.Comment();
    private readonly Option<string> _why = new("--comment")
    {
        Description = "Why; everybody who sees the change sees it.", HelpName = "TEXT", Required = true,
    };

    private readonly Option<string> _to = new("--to")
    {
        Description = "Name of the principal that decides instead.", HelpName = "NAME", Required = true,
    };

    private readonly Option<string> _requestId = ChangeOptions.RequestId();
    private readonly Option<string> _output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);

    public IEnumerable<Command> Create() =>
    [
        Subcommand.Create(
            "delegate", "Lets another decide in your place, in the level of approval whose turn it is.",
            error, DelegateAsync, _id, _to, _comment, _requestId, _output),
        Subcommand.Create(
            "comment", "Says something that everybody sees who sees the change.",
            error, CommentAsync, _id, _text, _requestId, _output),
        Subcommand.Create(
            "rollback", "Undoes what was changed, in the reverse order; also afterwards, while the way back is kept.",
            error, RollbackAsync, _id, _why, _requestId, _output),
    ];

    private Task DelegateAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var request = new DelegateRequest
        {
            ChangeId = parsed.GetValue(_id),
            To = parsed.GetValue(_to),
            Comment = parsed.GetValue(_comment),
            RequestId = parsed.GetValue(_requestId),
        };
        return SayAsync(parsed, (client, call) => client.DelegateAsync(request, call), cancellation);
    }

    private Task CommentAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var request = new CommentRequest
        {
            ChangeId = parsed.GetValue(_id), Comment = parsed.GetValue(_text), RequestId = parsed.GetValue(_requestId),
        };
        return SayAsync(parsed, (client, call) => client.CommentAsync(request, call), cancellation);
    }

    private Task RollbackAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var request = new RollbackRequest
        {
            ChangeId = parsed.GetValue(_id), Comment = parsed.GetValue(_why), RequestId = parsed.GetValue(_requestId),
        };
        return SayAsync(parsed, (client, call) => client.RollbackAsync(request, call), cancellation);
    }

    private async Task SayAsync(
        ParseResult parsed, Func<Client, CallOptions, AsyncUnaryCall<ChangeStatus>> say, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var change = await say(new Client(channel), connection.Call(parsed, cancellation));
        ChangeOutput.WriteState(output, parsed.GetValue(_output)!, change);
    }
}
