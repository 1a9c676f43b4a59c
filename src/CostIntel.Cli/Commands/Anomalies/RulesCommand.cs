using System.CommandLine;
using System.Globalization;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;
using Google.Protobuf.WellKnownTypes;
using Enum = System.Enum;

namespace CostIntel.Cli.Commands.Anomalies;

/// <summary><c>costintel anomalies rules</c> and <c>replay</c>: what people have said about what is to be raised.</summary>
internal sealed class RulesCommand(ConnectionOptions connection, TextWriter output, TextWriter error)
{
    private readonly SieveOptions _sieve = new();
    private readonly Argument<string> _ruleId = new("RULE") { Description = "The id of a rule, as 'anomalies rules list' shows it." };
    private readonly Argument<string> _level = new Argument<string>("LEVEL")
    {
        Description = "lowest, low, normal, high or highest.",
    }.AcceptOnlyFromAmong("lowest", "low", "normal", "high", "highest");

    private readonly Option<string?> _id = new("--id") { Description = "Names the rule; the one with that name is replaced.", HelpName = "ID" };
    private readonly Option<string> _reason = new("--reason") { Description = "Why, for people.", DefaultValueFactory = _ => "" };
    private readonly Option<string?> _from = new("--from") { Description = "From when, UTC. Default: always.", HelpName = "TIME" };
    private readonly Option<string?> _until = new("--until") { Description = "Until when, UTC, exclusive. Default: for ever.", HelpName = "TIME" };
    private readonly Option<decimal?> _perDay = new("--per-day") { Description = "Amount per day at the pace of the bucket." };
    private readonly Option<double?> _share = new("--share") { Description = "Share of what was expected: 0.1 is 10%." };
    private readonly Option<bool> _either = new("--either") { Description = "One of the two is enough; otherwise both are needed." };
    private readonly Option<decimal?> _upTo = new("--up-to") { Description = "How much more the scope may cost in all. Default: any amount." };
    private readonly Option<int[]> _days = new("--day")
    {
        Description = "Day of the week on which it starts: 1 Monday to 7 Sunday; may be repeated.", Required = true,
    };

    private readonly Option<string> _start = new("--start") { Description = "Time of day at which it starts, UTC: 22:00.", Required = true };
    private readonly Option<double> _hours = new("--hours") { Description = "How many hours it lasts.", Required = true };
    private readonly Option<decimal?> _warning = new("--warning-from") { Description = "Amount at stake to the end of the month." };
    private readonly Option<decimal?> _critical = new("--critical-from") { Description = "Amount at stake to the end of the month." };
    private readonly Option<string?> _tried = new Option<string?>("--sensitivity")
    {
        Description = "Tries another sensitivity: lowest, low, normal, high or highest.", HelpName = "LEVEL",
    }.AcceptOnlyFromAmong("lowest", "low", "normal", "high", "highest");

    private readonly Option<string[]> _without = new("--without")
    {
        Description = "Tries without a rule; may be repeated.", HelpName = "RULE", DefaultValueFactory = _ => [],
    };

    private readonly Option<int> _replayDays = new("--days") { Description = "How many days back.", DefaultValueFactory = _ => 30 };
    private readonly Option<string> _output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);

    public IEnumerable<Command> Create()
    {
        Symbol[] common = [_sieve.Filter, _id, _reason, _from, _until];
        yield return new Command("rules", "What people have said about what is to be raised.")
        {
            Command("list", "Lists the rules.", ListAsync, _output),
            Command("delete", "Takes a rule away.", DeleteAsync, _ruleId),
            Command("sensitivity", "Sets how little it takes.", Put(Sensitivity), [_level, .. common]),
            Command("minimum", "Sets how much a change must be.", Put(Minimum), [_perDay, _share, _either, .. common]),
            Command("mute", "Raises nothing at all.", Put((_, rule) => rule.Mute = true), common),
            Command("maintenance", "Raises nothing at certain hours of every week.", Put(Maintenance), [_days, _start, _hours, .. common]),
            Command(
                "plan", "Announces a change: nothing is raised until it costs more than announced.", Put(Plan), [_upTo, .. common]),
            Command("severity", "Sets from which amount on an incident is a warning or critical.", SettingsAsync, _warning, _critical),
        };
        yield return Command(
            "replay", "Tries rules on what was found in the last days: which incidents would have appeared or vanished.",
            ReplayAsync, _sieve.Filter, _tried, _perDay, _share, _either, _without, _replayDays, _output);
    }

    private Command Command(
        string name, string help, Func<ParseResult, CancellationToken, Task> run, params Symbol[] symbols) =>
        Subcommand.Create(name, help, error, run, symbols);

    private Func<ParseResult, CancellationToken, Task> Put(Action<ParseResult, DetectionRule> effect) => async (parsed, cancellation) =>
    {
        var rule = new DetectionRule
        {
            Reason = parsed.GetValue(_reason),
            From = TimeOption.Parse("--from", parsed.GetValue(_from)),
            Until = TimeOption.Parse("--until", parsed.GetValue(_until)),
        };
        rule.Filters.AddRange(_sieve.Filters(parsed));
        effect(parsed, rule);
        rule.RuleId = parsed.GetValue(_id) ?? RuleNames.Of(rule);
        await CallAsync(parsed, async client =>
        {
            var put = await client.PutRuleAsync(new PutRuleRequest { Rule = rule }, connection.Call(parsed, cancellation));
            await output.WriteLineAsync($"{put.RuleId}: {Effect(put)}");
        });
    };

    private void Sensitivity(ParseResult parsed, DetectionRule rule) =>
        rule.Sensitivity = Enum.Parse<Sensitivity>(parsed.GetValue(_level)!, ignoreCase: true);

    private void Minimum(ParseResult parsed, DetectionRule rule) => rule.MinimumImpact = new MinimumImpact
    {
        PerDay = Text(parsed.GetValue(_perDay)),
        Share = parsed.GetValue(_share) ?? 0,
        Either = parsed.GetValue(_either),
    };

    private void Plan(ParseResult parsed, DetectionRule rule) =>
        rule.PlannedChange = new PlannedChange { UpTo = Text(parsed.GetValue(_upTo)) };

    private void Maintenance(ParseResult parsed, DetectionRule rule)
    {
        if (!TimeOnly.TryParseExact(parsed.GetValue(_start), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start))
        {
            throw new CliException($"--start is '{parsed.GetValue(_start)}'; expected a time of day like 22:00.");
        }

        rule.Maintenance = new WeeklyWindow
        {
            StartMinute = (int)start.ToTimeSpan().TotalMinutes,
            Duration = Duration.FromTimeSpan(TimeSpan.FromHours(parsed.GetValue(_hours))),
        };
        rule.Maintenance.Days.AddRange(parsed.GetValue(_days));
    }

    private Task ListAsync(ParseResult parsed, CancellationToken cancellation) => CallAsync(parsed, async client =>
    {
        var answer = await client.ListRulesAsync(new ListRulesRequest(), connection.Call(parsed, cancellation));
        if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            IncidentOutput.WriteJson(output, answer);
            return;
        }

        var table = new TextTable("rule", "effect", "where", "from", "until", "by", "reason");
        foreach (var rule in answer.Rules)
        {
            table.Add(
                rule.RuleId, Effect(rule), string.Join("; ", rule.Filters.Select(Shown)), Time(rule.From), Time(rule.Until),
                rule.CreatedBy, rule.Reason);
        }

        table.Write(output);
        await output.WriteLineAsync(
            $"Warning from {answer.Settings.WarningFrom}, critical from {answer.Settings.CriticalFrom} at stake to the end of the month.");
    });

    private Task DeleteAsync(ParseResult parsed, CancellationToken cancellation) => CallAsync(parsed, async client =>
    {
        var id = parsed.GetValue(_ruleId);
        await client.DeleteRuleAsync(new DeleteRuleRequest { RuleId = id }, connection.Call(parsed, cancellation));
        await output.WriteLineAsync($"{id} is deleted.");
    });

    private Task SettingsAsync(ParseResult parsed, CancellationToken cancellation) => CallAsync(parsed, async client =>
    {
        var settings = new RuleSettings
        {
            WarningFrom = Text(parsed.GetValue(_warning)), CriticalFrom = Text(parsed.GetValue(_critical)),
        };
        await client.PutRuleAsync(new PutRuleRequest { Settings = settings }, connection.Call(parsed, cancellation));
        await output.WriteLineAsync("Set.");
    });

    private Task ReplayAsync(ParseResult parsed, CancellationToken cancellation) => CallAsync(parsed, async client =>
    {
        var request = new ReplayRequest { Days = parsed.GetValue(_replayDays) };
        request.Without.AddRange(parsed.GetValue(_without));
        if (parsed.GetValue(_tried) is { } level)
        {
            var rule = new DetectionRule { Sensitivity = Enum.Parse<Sensitivity>(level, ignoreCase: true) };
            rule.Filters.AddRange(_sieve.Filters(parsed));
            request.Add.Add(rule);
        }

        if (parsed.GetValue(_perDay) is not null || parsed.GetValue(_share) is not null)
        {
            var rule = new DetectionRule();
            rule.Filters.AddRange(_sieve.Filters(parsed));
            Minimum(parsed, rule);
            request.Add.Add(rule);
        }

        var answer = await client.ReplayAsync(request, connection.Call(parsed, cancellation));
        if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            IncidentOutput.WriteJson(output, answer);
            return;
        }

        await output.WriteLineAsync(
            $"{answer.Findings} findings: {answer.IncidentsNow} incidents as it is, {answer.IncidentsThen} as tried.");
        await output.WriteLineAsync("Would appear:");
        IncidentOutput.WriteTable(output, answer.Appearing);
        await output.WriteLineAsync("Would vanish:");
        IncidentOutput.WriteTable(output, answer.Vanishing);
    });

    private async Task CallAsync(ParseResult parsed, Func<AnomalyService.AnomalyServiceClient, Task> call)
    {
        using var channel = connection.Open(parsed);
        await call(new AnomalyService.AnomalyServiceClient(channel));
    }

    private static string Effect(DetectionRule rule) => rule.EffectCase switch
    {
        DetectionRule.EffectOneofCase.Sensitivity => $"sensitivity {IncidentOutput.Name(rule.Sensitivity)}",
        DetectionRule.EffectOneofCase.MinimumImpact => string.Create(
            CultureInfo.InvariantCulture,
            $"at least {rule.MinimumImpact.PerDay} a day {(rule.MinimumImpact.Either ? "or" : "and")} {rule.MinimumImpact.Share:P0}"),
        DetectionRule.EffectOneofCase.Mute => "mute",
        DetectionRule.EffectOneofCase.Maintenance => "maintenance",
        DetectionRule.EffectOneofCase.PlannedChange =>
            $"planned, up to {(rule.PlannedChange.UpTo.Length > 0 ? rule.PlannedChange.UpTo : "any amount")}, {rule.PlannedChange.Used} used",
        DetectionRule.EffectOneofCase.ExpectedUpToPerHour => $"expected, up to {rule.ExpectedUpToPerHour} an hour",
        _ => "",
    };

    private static string Shown(CostFilter filter) =>
        $"{filter.Dimension}{(filter.Exclude ? "!=" : "=")}{string.Join(',', filter.Values)}";

    private static string Text(decimal? amount) => amount?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Time(Timestamp? time) => time is null ? "" : $"{time.ToDateTime():yyyy-MM-dd HH:mm}";
}
