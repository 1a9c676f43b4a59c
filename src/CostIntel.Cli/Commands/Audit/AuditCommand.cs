using System.CommandLine;
using CostIntel.Cli.Commands.Anomalies;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Commands.Audit;

/// <summary><c>costintel audit</c>: who wanted what, what became of it, and whether the log is as it was written.</summary>
internal sealed class AuditCommand(ConnectionOptions connection, TextWriter output)
{
    private const int PerPage = 500;

    private readonly Option<string?> _since = new("--since") { Description = "Written at or after, UTC.", HelpName = "TIME" };
    private readonly Option<string?> _until = new("--until") { Description = "Written before, UTC.", HelpName = "TIME" };
    private readonly Option<string?> _actor = new("--actor") { Description = "By this principal.", HelpName = "NAME" };
    private readonly Option<string?> _action = new("--action")
    {
        Description = "With this in the name of the action, such as Reject or SlaService/.", HelpName = "TEXT",
    };

    private readonly Option<string?> _subject = new("--subject") { Description = "Of what has this id.", HelpName = "ID" };
    private readonly Option<string?> _request = new("--request-id") { Description = "With this request id.", HelpName = "ID" };
    private readonly Option<int> _limit = new("--limit")
    {
        Description = "Entries, newest first.", HelpName = "COUNT", DefaultValueFactory = _ => 50,
    };

    private readonly Option<long> _after = new("--after") { Description = "Begins behind this entry. Default: with the first.", HelpName = "SEQUENCE" };
    private readonly Option<FileInfo?> _to = new("--file") { Description = "Where to write it. Default: standard output.", HelpName = "FILE" };
    private readonly Option<string> _output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);

    public static Command Create(ConnectionOptions connection, TextWriter output, TextWriter error)
    {
        var audit = new AuditCommand(connection, output);
        return new Command("audit", "Shows, verifies and exports the log of who wanted what and what became of it.")
        {
            Subcommand.Create(
                "list", "Lists entries, newest first.", error, audit.ListAsync, audit._since, audit._until, audit._actor,
                audit._action, audit._subject, audit._request, audit._limit, audit._output),
            new AuditVerifyCommand(connection, output, error).Create(),
            Subcommand.Create(
                "export", "Writes the log as JSON lines; 'audit verify --file' needs nothing else.", error,
                audit.ExportAsync, audit._after, audit._to),
            Subcommand.Create(
                "head", "Shows where the log ends, to be noted elsewhere and given to 'audit verify --mark'.", error, audit.HeadAsync),
        };
    }

    private async Task ListAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var limit = parsed.GetValue(_limit);
        var request = new ListAuditRequest
        {
            From = TimeOption.Parse("--since", parsed.GetValue(_since)),
            To = TimeOption.Parse("--until", parsed.GetValue(_until)),
            Actor = parsed.GetValue(_actor) ?? "",
            Action = parsed.GetValue(_action) ?? "",
            Subject = parsed.GetValue(_subject) ?? "",
            RequestId = parsed.GetValue(_request) ?? "",
        };
        using var channel = connection.Open(parsed);
        var client = new AuditService.AuditServiceClient(channel);
        var all = new ListAuditResponse();
        do
        {
            request.PageSize = Math.Clamp(limit - all.Entries.Count, 1, PerPage);
            var page = await client.ListAsync(request, connection.Call(parsed, cancellation));
            all.Entries.AddRange(page.Entries);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0 && all.Entries.Count < limit);
        AuditOutput.Write(output, parsed.GetValue(_output)!, all);
    }

    private async Task ExportAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        using var call = new AuditService.AuditServiceClient(channel).Export(
            new ExportAuditRequest { AfterSequence = parsed.GetValue(_after) }, cancellationToken: cancellation);
        await using var file = parsed.GetValue(_to) is { } to ? new StreamWriter(to.FullName) { NewLine = "\n" } : null;
        var writer = file ?? output;
        while (await call.ResponseStream.MoveNext(cancellation))
        {
            foreach (var line in call.ResponseStream.Current.Lines)
            {
                await writer.WriteLineAsync(line);
            }
        }
    }

    private async Task HeadAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var head = await new AuditService.AuditServiceClient(channel)
            .HeadAsync(new AuditHeadRequest(), connection.Call(parsed, cancellation));
        await output.WriteLineAsync($"{head.Sequence}:{head.Hash}");
    }
}
