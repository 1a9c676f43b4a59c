using System.CommandLine;
using System.Globalization;
using CostIntel.Cli.Commands.Anomalies;
using CostIntel.Cli.Commands.Recommendations.Changes;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;
using Enum = System.Enum;

namespace CostIntel.Cli.Commands.Recommendations;

/// <summary><c>costintel recommendations</c>: what could be saved, and what people decide about it.</summary>
internal sealed class RecommendationsCommand(ConnectionOptions connection, TextWriter output, TextWriter error)
{
    private const int PerPage = 500;

    private static readonly string[] States =
        [.. Enum.GetValues<RecommendationState>().Where(state => state != RecommendationState.Unspecified).Select(IncidentOutput.Name)];

    private readonly Argument<string> _id = new("RECOMMENDATION")
    {
        Description = "The id of a recommendation, as 'recommendations list' shows it.",
    };

    private readonly Option<string[]> _filter = new SieveOptions().Filter;
    private readonly Option<string[]> _states = new Option<string[]>("--state")
    {
        Description = $"{string.Join(", ", States)}; may be repeated. Default: proposed.",
        HelpName = "STATE",
        DefaultValueFactory = _ => [],
    }.AcceptOnlyFromAmong(States);

    private readonly Option<string[]> _rules = new("--rule")
    {
        Description = "Only of this rule, such as rightsize; may be repeated.", HelpName = "RULE", DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _actions = new Option<string[]>("--action")
    {
        Description = "Only with this action, such as rightsize or delete; may be repeated.",
        HelpName = "ACTION",
        DefaultValueFactory = _ => [],
    }.AcceptOnlyFromAmong([.. Enum.GetValues<ActionType>().Where(action => action != ActionType.Unspecified).Select(IncidentOutput.Name)]);

    private readonly Option<decimal?> _minimum = new("--min-saving")
    {
        Description = "Leaves out what saves less a month.", HelpName = "AMOUNT",
    };

    private readonly Option<double> _risk = new("--max-risk") { Description = "Leaves out what is riskier, 0 to 1.", HelpName = "RISK" };
    private readonly Option<int?> _limit = QueryOptions.Limit("recommendations, at least 1. Default: all of them.");
    private readonly Option<string> _comment = new("--comment")
    {
        Description = "Why; everybody who sees the recommendation sees it.", DefaultValueFactory = _ => "",
    };

    private readonly Option<string?> _until = new("--until")
    {
        Description = "Until when the like of it is not proposed, UTC. Default: 90 days.", HelpName = "TIME",
    };

    private readonly Option<string?> _at = new("--at")
    {
        Description = "When it was done, UTC; at most 90 days ago. Default: now.", HelpName = "TIME",
    };

    private readonly Option<string> _requestId = ChangeOptions.RequestId();
    private readonly Option<string> _output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);

    public static Command Create(ConnectionOptions connection, TextWriter output, TextWriter error)
    {
        var made = new RecommendationsCommand(connection, output, error);
        var command = new Command("recommendations", "Shows what could be saved, and takes what people decide about it.")
        {
            made.Command(
                "list", "Lists recommendations, those with the highest rank first.",
                made.ListAsync, made._filter, made._states, made._rules, made._actions, made._minimum, made._risk, made._limit, made._output),
            made.Command(
                "show", "Shows a recommendation with its evidence, SLO check, risk and timeline.", made.ShowAsync, made._id, made._output),
            new RecommendationWatchCommand(connection, output, error).Create(),
            made.Command("reject", "Says that it is not wanted.", made.RejectAsync, made._id, made._comment, made._until, made._requestId),
            made.Command(
                "applied", "Says that it was done: what it saves is measured from then on.",
                made.AppliedAsync, made._id, made._comment, made._at, made._requestId),
            made.Command(
                "rolled-back", "Says that it was undone.", made.RolledBackAsync, made._id, made._comment, made._requestId),
            made.Command(
                "savings", "Shows what was promised and what has come true, by rule and account.",
                made.SavingsAsync, made._filter, made._output),
            new SettingsCommand(connection, output, error).CreatePolicy(),
            new SettingsCommand(connection, output, error).CreatePrices(),
        };
        foreach (var change in ChangeCommands.Create(connection, output, error))
        {
            command.Add(change);
        }

        return command;
    }

    private Command Command(
        string name, string help, Func<ParseResult, CancellationToken, Task> run, params Symbol[] symbols) =>
        Subcommand.Create(name, help, error, run, symbols);

    private async Task ListAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var limit = parsed.GetValue(_limit) ?? int.MaxValue;
        var request = new ListRecommendationsRequest
        {
            MinimumSaving = parsed.GetValue(_minimum)?.ToString(CultureInfo.InvariantCulture) ?? "",
            MaximumRisk = parsed.GetValue(_risk),
            PageSize = Math.Min(limit, PerPage),
        };
        request.Filters.AddRange(parsed.GetValue(_filter)!.Select(QueryOptions.ParseFilter));
        request.States.AddRange(parsed.GetValue(_states)!.Select(Named<RecommendationState>));
        request.Actions.AddRange(parsed.GetValue(_actions)!.Select(Named<ActionType>));
        request.Rules.AddRange(parsed.GetValue(_rules)!);
        using var channel = connection.Open(parsed);
        var client = new RecommendationService.RecommendationServiceClient(channel);
        var answer = await client.ListAsync(request, connection.Call(parsed, cancellation));
        while (answer.NextPageToken.Length > 0 && answer.Recommendations.Count < limit)
        {
            request.PageToken = answer.NextPageToken;
            var page = await client.ListAsync(request, connection.Call(parsed, cancellation));
            answer.Recommendations.AddRange(page.Recommendations);
            answer.NextPageToken = page.NextPageToken;
        }

        while (answer.Recommendations.Count > limit)
        {
            answer.Recommendations.RemoveAt(answer.Recommendations.Count - 1);
        }

        RecommendationOutput.WriteList(output, parsed.GetValue(_output)!, answer);
    }

    private async Task ShowAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var client = new RecommendationService.RecommendationServiceClient(channel);
        var recommendation = await client.GetAsync(
            new GetRecommendationRequest { RecommendationId = parsed.GetValue(_id) }, connection.Call(parsed, cancellation));
        RecommendationOutput.WriteOne(output, parsed.GetValue(_output)!, recommendation);
    }

    private Task RejectAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var request = new RejectRecommendationRequest
        {
            RecommendationId = parsed.GetValue(_id),
            Comment = parsed.GetValue(_comment),
            MutedUntil = TimeOption.Parse("--until", parsed.GetValue(_until)),
            RequestId = parsed.GetValue(_requestId),
        };
        return SayAsync(parsed, (client, call) => client.RejectAsync(request, call).ResponseAsync, cancellation);
    }

    private Task AppliedAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var request = new ReportAppliedRequest
        {
            RecommendationId = parsed.GetValue(_id),
            Comment = parsed.GetValue(_comment),
            At = TimeOption.Parse("--at", parsed.GetValue(_at)),
            RequestId = parsed.GetValue(_requestId),
        };
        return SayAsync(parsed, (client, call) => client.ReportAppliedAsync(request, call).ResponseAsync, cancellation);
    }

    private Task RolledBackAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var request = new ReportRolledBackRequest
        {
            RecommendationId = parsed.GetValue(_id),
            Comment = parsed.GetValue(_comment),
            RequestId = parsed.GetValue(_requestId),
        };
        return SayAsync(parsed, (client, call) => client.ReportRolledBackAsync(request, call).ResponseAsync, cancellation);
    }

    private async Task SavingsAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var request = new GetSavingsRequest();
        request.Filters.AddRange(parsed.GetValue(_filter)!.Select(QueryOptions.ParseFilter));
        using var channel = connection.Open(parsed);
        var answer = await new RecommendationService.RecommendationServiceClient(channel)
            .GetSavingsAsync(request, connection.Call(parsed, cancellation));
        RecommendationOutput.WriteSavings(output, parsed.GetValue(_output)!, answer);
    }

    private static T Named<T>(string name)
        where T : struct, Enum => Enum.Parse<T>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    private async Task SayAsync(
        ParseResult parsed,
        Func<RecommendationService.RecommendationServiceClient, Grpc.Core.CallOptions, Task<Recommendation>> say,
        CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var client = new RecommendationService.RecommendationServiceClient(channel);
        var recommendation = await say(client, connection.Call(parsed, cancellation));
        await output.WriteLineAsync(
            $"{recommendation.RecommendationId} is {IncidentOutput.Name(recommendation.State)}: {RecommendationOutput.Target(recommendation)}");
    }
}
