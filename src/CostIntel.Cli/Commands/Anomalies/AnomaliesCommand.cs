using System.CommandLine;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;
using Google.Protobuf.WellKnownTypes;
using Enum = System.Enum;

namespace CostIntel.Cli.Commands.Anomalies;

/// <summary><c>costintel anomalies</c>: what happened to spend, and what people say of it.</summary>
internal sealed class AnomaliesCommand(ConnectionOptions connection, TextWriter output, TextWriter error)
{
    private const int IncidentsPerPage = 500;

    private readonly Argument<string> _id = new("INCIDENT") { Description = "The id of an incident, as 'anomalies list' shows it." };
    private readonly SieveOptions _sieve = new();
    private readonly Option<string[]> _states = new Option<string[]>("--state")
    {
        Description = "open, acknowledged, resolved or false_positive; may be repeated. Default: open and acknowledged.",
        HelpName = "STATE",
        DefaultValueFactory = _ => [],
    }.AcceptOnlyFromAmong("open", "acknowledged", "resolved", "false_positive");

    private readonly Option<int?> _limit = QueryOptions.Limit("incidents, at least 1. Default: all of them.");
    private readonly Option<string> _comment = new("--comment")
    {
        Description = "Why; everybody who sees the incident sees it.", DefaultValueFactory = _ => "",
    };

    private readonly Option<string?> _verdict = new Option<string?>("--verdict")
    {
        Description = "yes: it was an anomaly; no: it was none; planned_activity: it was planned. After no and "
            + "planned_activity the like of it is not raised for a while.",
        HelpName = "VERDICT",
    }.AcceptOnlyFromAmong("yes", "no", "planned_activity");

    private readonly Option<string?> _until = new("--expected-until")
    {
        Description = "With no and planned_activity: until when, UTC, for example 2026-12-01. Default: 14 days.", HelpName = "TIME",
    };

    private readonly Option<string?> _sensitivity = new Option<string?>("--sensitivity")
    {
        Description = "up: raise more where the incident is; down: raise less.", HelpName = "up|down",
    }.AcceptOnlyFromAmong("up", "down");

    private readonly Option<string[]> _resources = new("--resource")
    {
        Description = "ResourceId that it is about; may be repeated.", HelpName = "ID", DefaultValueFactory = _ => [],
    };

    private readonly Option<string> _kind = new Option<string>("--kind")
    {
        Description = "deployment, change or price_change.", DefaultValueFactory = _ => "deployment",
    }.AcceptOnlyFromAmong("deployment", "change", "price_change");

    private readonly Option<string?> _at = new("--at") { Description = "When it took effect, UTC. Default: now.", HelpName = "TIME" };
    private readonly Option<string?> _annotationId = new("--id")
    {
        Description = "Names it, so that saying it again changes nothing. Default: made of what it says.", HelpName = "ID",
    };

    private readonly Argument<string> _text = new("TEXT") { Description = "One sentence, such as a version or a change request." };
    private readonly Option<string> _output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);

    public static Command Create(ConnectionOptions connection, TextWriter output, TextWriter error)
    {
        var made = new AnomaliesCommand(connection, output, error);
        var watch = new WatchCommand(connection, output, error);
        var command = new Command("anomalies", "Shows anomalies of spend, and takes what people say of them.")
        {
            made.Command(
                "list", "Lists incidents, those with most at stake first.",
                made.ListAsync, [.. made._sieve.All, made._states, made._limit, made._output]),
            made.Command("show", "Shows an incident with its series, causes and timeline.", made.ShowAsync, made._id, made._output),
            watch.Create(),
            made.Command(
                "ack", "Says that you look after an incident.",
                (parsed, cancellation) => made.SayAsync(parsed, (client, call) => client.AcknowledgeAsync(
                    new() { IncidentId = parsed.GetValue(made._id), Comment = parsed.GetValue(made._comment) }, call).ResponseAsync,
                    cancellation),
                made._id, made._comment),
            made.Command(
                "resolve", "Says that an incident is over.",
                (parsed, cancellation) => made.SayAsync(parsed, (client, call) => client.ResolveAsync(
                    new() { IncidentId = parsed.GetValue(made._id), Comment = parsed.GetValue(made._comment) }, call).ResponseAsync,
                    cancellation),
                made._id, made._comment),
            made.Command(
                "feedback", "Says what an incident was: costintel anomalies feedback inc-… --verdict no",
                made.FeedbackAsync, made._id, made._verdict, made._until, made._sensitivity, made._comment),
            made.Command(
                "annotate", "Tells of a deployment or change, so that it is not taken for an anomaly.",
                made.AnnotateAsync, made._text, made._resources, made._sieve.Filter, made._kind, made._at, made._annotationId),
        };
        foreach (var further in new RulesCommand(connection, output, error).Create())
        {
            command.Add(further);
        }

        return command;
    }

    private Command Command(
        string name, string help, Func<ParseResult, CancellationToken, Task> run, params Symbol[] symbols) =>
        Subcommand.Create(name, help, error, run, symbols);

    private async Task ListAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var limit = parsed.GetValue(_limit) ?? int.MaxValue;
        var request = new ListAnomaliesRequest
        {
            MinimumSeverity = _sieve.Severity(parsed),
            MinimumImpact = _sieve.Impact(parsed),
            PageSize = Math.Min(limit, IncidentsPerPage),
        };
        request.Filters.AddRange(_sieve.Filters(parsed));
        request.States.AddRange(parsed.GetValue(_states)!.Select(state =>
            Enum.Parse<IncidentState>(state.Replace("_", "", StringComparison.Ordinal), ignoreCase: true)));
        using var channel = connection.Open(parsed);
        var client = new AnomalyService.AnomalyServiceClient(channel);
        var answer = await client.ListAsync(request, connection.Call(parsed, cancellation));
        while (answer.NextPageToken.Length > 0 && answer.Incidents.Count < limit)
        {
            request.PageToken = answer.NextPageToken;
            var page = await client.ListAsync(request, connection.Call(parsed, cancellation));
            answer.Incidents.AddRange(page.Incidents);
            answer.NextPageToken = page.NextPageToken;
        }

        while (answer.Incidents.Count > limit)
        {
            answer.Incidents.RemoveAt(answer.Incidents.Count - 1);
        }

        IncidentOutput.WriteList(output, parsed.GetValue(_output)!, answer);
    }

    private async Task ShowAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var client = new AnomalyService.AnomalyServiceClient(channel);
        var incident = await client.GetAsync(
            new GetAnomalyRequest { IncidentId = parsed.GetValue(_id) }, connection.Call(parsed, cancellation));
        IncidentOutput.WriteOne(output, parsed.GetValue(_output)!, incident);
    }

    private Task FeedbackAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var request = new AnomalyFeedbackRequest
        {
            IncidentId = parsed.GetValue(_id),
            Verdict = parsed.GetValue(_verdict) switch
            {
                "yes" => AnomalyVerdict.Yes,
                "no" => AnomalyVerdict.No,
                "planned_activity" => AnomalyVerdict.PlannedActivity,
                _ => AnomalyVerdict.Unspecified,
            },
            ExpectedUntil = TimeOption.Parse("--expected-until", parsed.GetValue(_until)),
            Sensitivity = parsed.GetValue(_sensitivity) switch
            {
                "up" => SensitivityStep.Up,
                "down" => SensitivityStep.Down,
                _ => SensitivityStep.Unspecified,
            },
            Comment = parsed.GetValue(_comment),
        };
        return SayAsync(parsed, (client, call) => client.FeedbackAsync(request, call).ResponseAsync, cancellation);
    }

    private async Task AnnotateAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var request = new AnnotateRequest
        {
            Kind = Enum.Parse<AnnotationKind>(parsed.GetValue(_kind)!.Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
            At = TimeOption.Parse("--at", parsed.GetValue(_at))
                ?? Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow()),
            Text = parsed.GetValue(_text),
        };
        request.ResourceIds.AddRange(parsed.GetValue(_resources));
        request.Filters.AddRange(_sieve.Filters(parsed));
        request.AnnotationId = parsed.GetValue(_annotationId) ?? RuleNames.Of(request);
        using var channel = connection.Open(parsed);
        var client = new AnomalyService.AnomalyServiceClient(channel);
        var answer = await client.AnnotateAsync(request, connection.Call(parsed, cancellation));
        await output.WriteLineAsync($"Told {answer.Resources} resources; {answer.Incidents} open incidents have it in their timeline.");
    }

    private async Task SayAsync(
        ParseResult parsed,
        Func<AnomalyService.AnomalyServiceClient, Grpc.Core.CallOptions, Task<Incident>> say,
        CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var incident = await say(new AnomalyService.AnomalyServiceClient(channel), connection.Call(parsed, cancellation));
        await output.WriteLineAsync($"{incident.IncidentId} is {IncidentOutput.Name(incident.State)}: {incident.Timeline[^1].Text}");
    }
}
