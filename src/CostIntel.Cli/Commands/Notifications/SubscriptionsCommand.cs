using System.CommandLine;
using System.Globalization;
using CostIntel.Cli.Commands.Anomalies;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Commands.Notifications;

/// <summary><c>costintel notifications subscriptions</c>: what is told.</summary>
internal sealed class SubscriptionsCommand(ConnectionOptions connection, TextWriter output, TextWriter error)
{
    private readonly Argument<string> _id = new("SUBSCRIPTION")
    {
        Description = "Names the subscription: letters, digits, '.', '_', ':' or '-'.",
    };

    private readonly Option<string> _channel = new("--channel") { Description = "Where it is told.", HelpName = "CHANNEL", Required = true };
    private readonly Option<string[]> _types = new("--type")
    {
        Description = "Such as io.costintel.anomaly.opened.v1 or io.costintel.anomaly.*; may be repeated. Default: all.",
        HelpName = "TYPE",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _filter = new SieveOptions().Filter;
    private readonly Option<string?> _severity = new Option<string?>("--min-severity")
    {
        Description = "Leaves out anomalies below: info, warning or critical.", HelpName = "SEVERITY",
    }.AcceptOnlyFromAmong("info", "warning", "critical");

    private readonly Option<decimal?> _saving = new("--min-saving")
    {
        Description = "Leaves out recommendations that save less a month.", HelpName = "AMOUNT",
    };

    private readonly Option<string?> _quiet = new("--quiet")
    {
        Description = "When only what is critical is told: 22:00-07:00.", HelpName = "HH:MM-HH:MM",
    };

    private readonly Option<string?> _zone = new("--time-zone")
    {
        Description = "Of the quiet hours, or of the time of reports, such as Europe/Berlin. Default: UTC.", HelpName = "ZONE",
    };

    private readonly Option<int> _digest = new("--digest-hours")
    {
        Description = "Gathers events for so many hours: 1, 24 or 168 for hourly, daily, weekly. Default: told at once.", HelpName = "HOURS",
    };

    private readonly Option<string?> _report = new Option<string?>("--report")
    {
        Description = "Sends reports instead of what happens: daily, weekly or monthly.", HelpName = "PERIOD",
    }.AcceptOnlyFromAmong("daily", "weekly", "monthly");

    private readonly Option<string?> _at = new("--at")
    {
        Description = "When reports go out, on the clock of --time-zone. Default: 08:00.", HelpName = "HH:MM",
    };

    private readonly Option<string> _output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);

    public Command Create() => new("subscriptions", "What is told.")
    {
        Subcommand.Create("list", "Lists subscriptions.", error, ListAsync, _output),
        Subcommand.Create(
            "put",
            "Adds or replaces one: costintel notifications subscriptions put oncall --channel ops --type 'io.costintel.anomaly.*'",
            error, PutAsync, _id, _channel, _types, _filter, _severity, _saving, _quiet, _zone, _digest,
            _report, _at),
        Subcommand.Create("delete", "Takes one away.", error, DeleteAsync, _id),
    };

    private async Task ListAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var found = await Client(channel).ListSubscriptionsAsync(new(), connection.Call(parsed, cancellation));
        if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            await output.WriteLineAsync(found.ToString());
            return;
        }

        var table = new TextTable("subscription", "channel", "types", "severity", "saving", "quiet", "digest", "report");
        foreach (var one in found.Subscriptions)
        {
            table.Add(
                one.SubscriptionId,
                one.ChannelId,
                TypesOf(one),
                one.MinimumSeverity == 0 ? "" : IncidentOutput.Name(one.MinimumSeverity),
                one.MinimumSaving,
                one.QuietHours is { } quiet ? $"{quiet.Start}-{quiet.End} {quiet.TimeZone}".TrimEnd() : "",
                one.DigestHours == 0 ? "" : $"{one.DigestHours} h",
                ReportOf(one));
        }

        table.Write(output);
    }

    private async Task PutAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var request = new Subscription
        {
            SubscriptionId = parsed.GetValue(_id),
            ChannelId = parsed.GetValue(_channel),
            MinimumSeverity = parsed.GetValue(_severity) is { } severity ? Enum.Parse<Severity>(severity, ignoreCase: true) : 0,
            MinimumSaving = parsed.GetValue(_saving)?.ToString(CultureInfo.InvariantCulture) ?? "",
            QuietHours = Quiet(parsed),
            DigestHours = parsed.GetValue(_digest),
            Report = Report(parsed),
        };
        request.EventTypes.AddRange(parsed.GetValue(_types)!);
        request.Filters.AddRange(parsed.GetValue(_filter)!.Select(QueryOptions.ParseFilter));
        using var channel = connection.Open(parsed);
        var put = await Client(channel).PutSubscriptionAsync(request, connection.Call(parsed, cancellation));
        await output.WriteLineAsync($"{put.SubscriptionId} is told to {put.ChannelId}.");
    }

    private async Task DeleteAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var id = parsed.GetValue(_id);
        await Client(channel).DeleteSubscriptionAsync(new() { SubscriptionId = id }, connection.Call(parsed, cancellation));
        await output.WriteLineAsync($"{id} is gone.");
    }

    private QuietHours? Quiet(ParseResult parsed)
    {
        if (parsed.GetValue(_quiet) is not { } text)
        {
            return null;
        }

        return text.Split('-') is [var start, var end]
            ? new QuietHours { Start = start, End = end, TimeZone = parsed.GetValue(_zone) ?? "" }
            : throw new CliException($"--quiet is '{text}'; expected times such as 22:00-07:00.");
    }

    private ReportSchedule? Report(ParseResult parsed)
    {
        if (parsed.GetValue(_report) is not { } every)
        {
            return parsed.GetValue(_at) is null ? null : throw new CliException("--at is for reports; give --report as well.");
        }

        return new ReportSchedule
        {
            Every = Enum.Parse<ReportEvery>(every, ignoreCase: true),
            At = parsed.GetValue(_at) ?? "",
            TimeZone = parsed.GetValue(_zone) ?? "",
        };
    }

    private static string TypesOf(Subscription one) => one.EventTypes.Count == 0 && one.Report is null
        ? "all"
        : string.Join(',', one.EventTypes);

    private static string ReportOf(Subscription one) => one.Report is { } report
        ? $"{IncidentOutput.Name(report.Every)} {report.At} {report.TimeZone}".TrimEnd()
        : "";

    private static NotificationService.NotificationServiceClient Client(Grpc.Net.Client.GrpcChannel channel) => new(channel);
}
