using System.CommandLine;
using CostIntel.Cli.Commands.Anomalies;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;
using Grpc.Core;

namespace CostIntel.Cli.Commands.Recommendations;

/// <summary><c>costintel recommendations watch</c>: tells what happens to them, as it happens.</summary>
internal sealed class RecommendationWatchCommand(ConnectionOptions connection, TextWriter output, TextWriter error)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly Option<string[]> _filter = new SieveOptions().Filter;
    private readonly Option<ulong?> _after = new("--after")
    {
        Description = "Resumes behind a cursor that was shown; 0 begins with all that is kept.", HelpName = "CURSOR",
    };

    private readonly Option<string?> _cursorFile = new("--cursor-file")
    {
        Description = "A file that holds the cursor: read at start, written after each event, so that nothing is missed.",
        HelpName = "FILE",
    };

    private readonly Option<string> _output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);

    public Command Create() => Subcommand.Create(
        "watch", "Tells what happens to recommendations, until stopped; goes on by itself when the engine restarts.",
        error, RunAsync, _filter, _after, _cursorFile, _output);

    private async Task RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var file = new CursorFile(parsed.GetValue(_cursorFile));
        var request = new WatchRecommendationsRequest();
        request.Filters.AddRange(parsed.GetValue(_filter)!.Select(QueryOptions.ParseFilter));
        if ((await file.ReadAsync(cancellation) ?? parsed.GetValue(_after)) is { } after)
        {
            request.AfterCursor = after;
        }

        using var channel = connection.Open(parsed);
        var client = new RecommendationService.RecommendationServiceClient(channel);
        while (true)
        {
            try
            {
                using var call = client.Watch(request, cancellationToken: cancellation);
                while (await call.ResponseStream.MoveNext(cancellation))
                {
                    var happened = call.ResponseStream.Current;
                    RecommendationOutput.WriteEvent(output, parsed.GetValue(_output)!, happened);
                    await output.FlushAsync(cancellation);
                    request.AfterCursor = happened.Cursor;
                    await file.KeepAsync(happened.Cursor);
                }
            }
            catch (RpcException gone) when (gone.StatusCode is StatusCode.Unavailable or StatusCode.Aborted)
            {
                // An engine that restarts or hands over; the cursor says where to go on.
                await Task.Delay(Retry, TimeProvider.System, cancellation);
            }
        }
    }
}
