using System.CommandLine;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;
using Grpc.Core;

namespace CostIntel.Cli.Commands.Anomalies;

/// <summary><c>costintel anomalies watch</c>: tells what happens, as it happens.</summary>
internal sealed class WatchCommand(ConnectionOptions connection, TextWriter output, TextWriter error)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly SieveOptions _sieve = new();
    private readonly Option<ulong> _after = new("--after") { Description = "Resumes behind a cursor that was shown.", HelpName = "CURSOR" };
    private readonly Option<bool> _fromStart = new("--from-start") { Description = "Begins with all that is kept." };
    private readonly Option<string?> _cursorFile = new("--cursor-file")
    {
        Description = "A file that holds the cursor: read at start, written after each event, so that nothing is missed.",
        HelpName = "FILE",
    };

    private readonly Option<string> _every = new Option<string>("--every")
    {
        Description = "event: each one as it happens; day or week: a digest when it is over, UTC.", DefaultValueFactory = _ => "event",
    }.AcceptOnlyFromAmong("event", "day", "week");

    private readonly Option<string> _output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);

    public Command Create() => Subcommand.Create(
        "watch", "Tells of incidents as they happen, until stopped; goes on by itself when the engine restarts.",
        error, RunAsync, [.. _sieve.All, _after, _fromStart, _cursorFile, _every, _output]);

    private async Task RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var file = new CursorFile(parsed.GetValue(_cursorFile));
        var kept = await file.ReadAsync(cancellation);
        var request = new WatchAnomaliesRequest
        {
            AfterCursor = kept ?? parsed.GetValue(_after),
            FromStart = kept is null && parsed.GetValue(_fromStart),
            MinimumSeverity = _sieve.Severity(parsed),
            MinimumImpact = _sieve.Impact(parsed),
            Frequency = parsed.GetValue(_every) switch
            {
                "day" => Frequency.Daily,
                "week" => Frequency.Weekly,
                _ => Frequency.Immediate,
            },
        };
        request.Filters.AddRange(_sieve.Filters(parsed));
        using var channel = connection.Open(parsed);
        var client = new AnomalyService.AnomalyServiceClient(channel);
        while (true)
        {
            try
            {
                using var call = client.Watch(request, cancellationToken: cancellation);
                while (await call.ResponseStream.MoveNext(cancellation))
                {
                    var happened = call.ResponseStream.Current;
                    IncidentOutput.WriteEvent(output, parsed.GetValue(_output)!, happened);
                    await output.FlushAsync(cancellation);
                    (request.AfterCursor, request.FromStart) = (happened.Cursor, false);
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
