using System.CommandLine;
using System.Globalization;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;
using Google.Protobuf;

namespace CostIntel.Cli.Commands.Approvals;

/// <summary><c>costintel policy</c>: who may approve a change, when changes are made, and how many at a time.</summary>
internal sealed class PolicyCommand(ConnectionOptions connection, TextWriter output)
{
    private readonly Argument<FileInfo> _file = new("FILE") { Description = "A YAML file; an empty one means the defaults." };
    private readonly Option<bool> _own = new("--own") { Description = "Shows only what was set, without the defaults." };
    private readonly Option<string?> _version = new("--version")
    {
        Description = "Shows the one of this version, which may have held before.", HelpName = "VERSION",
    };

    private readonly Option<int> _limit = new("--limit") { Description = "Differences that are shown, up to 1000. Default: 100." };
    private readonly Option<string> _output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);

    public static Command Create(ConnectionOptions connection, TextWriter output, TextWriter error)
    {
        var made = new PolicyCommand(connection, output);
        var stops = new StopCommand(connection, output, error);
        return new Command("policy", "Says who may approve a change, when changes are made, and how many at a time.")
        {
            Subcommand.Create("show", "Shows the approval policy with all its defaults.", error, made.ShowAsync, made._own, made._version),
            Subcommand.Create("set", "Replaces the approval policy.", error, made.SetAsync, made._file),
            Subcommand.Create(
                "try", "Shows what a policy would have done with what was recommended in the last 30 days. Changes nothing.",
                error, made.TryAsync, made._file, made._limit, made._output),
            Subcommand.Create("versions", "Lists approval policies that were set, the newest first.", error, made.VersionsAsync, made._output),
            stops.CreateStop(),
            stops.CreateResume(),
            stops.CreateList(),
            ExecutionPolicyCommand.Create(connection, output, error),
        };
    }

    private async Task ShowAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var client = new PolicyService.PolicyServiceClient(channel);
        var call = connection.Call(parsed, cancellation);
        var policy = parsed.GetValue(_version) is { } version
            ? await client.GetApprovalPolicyVersionAsync(new GetApprovalPolicyVersionRequest { Version = version }, call)
            : await client.GetApprovalPolicyAsync(new GetApprovalPolicyRequest(), call);
        await output.WriteAsync(parsed.GetValue(_own) ? policy.Yaml : policy.EffectiveYaml);
    }

    private async Task VersionsAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var answer = await new PolicyService.PolicyServiceClient(channel)
            .ListApprovalPolicyVersionsAsync(new ListApprovalPolicyVersionsRequest(), connection.Call(parsed, cancellation));
        if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            await output.WriteLineAsync(new JsonFormatter(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true)).Format(answer));
            return;
        }

        var table = new TextTable("version", "set", "by");
        foreach (var one in answer.Versions)
        {
            table.Add(one.Version, one.At.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), one.By);
        }

        table.Write(output);
    }

    private async Task SetAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var request = new PutApprovalPolicyRequest { Yaml = await ReadAsync(parsed, cancellation) };
        var policy = await new PolicyService.PolicyServiceClient(channel)
            .PutApprovalPolicyAsync(request, connection.Call(parsed, cancellation));
        await output.WriteLineAsync($"Version {policy.Version} holds.");
    }

    private async Task TryAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var request = new TryApprovalPolicyRequest
        {
            Yaml = await ReadAsync(parsed, cancellation), DifferencesMax = parsed.GetValue(_limit),
        };
        var answer = await new PolicyService.PolicyServiceClient(channel)
            .TryApprovalPolicyAsync(request, connection.Call(parsed, cancellation));
        if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            await output.WriteLineAsync(new JsonFormatter(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true)).Format(answer));
            return;
        }

        Write(answer);
    }

    private void Write(TryApprovalPolicyResponse answer)
    {
        var counts = new TextTable("outcome", "now", "tried").Numeric(1, 2);
        foreach (var count in answer.Outcomes)
        {
            counts.Add(Name(count.Outcome), Text(count.Present), Text(count.Tried));
        }

        counts.Write(output);
        output.WriteLine(FormattableString.Invariant(
            $"{answer.Differing} of {answer.Recommendations} recommendations of the last 30 days would have gone another way."));
        if (answer.Differences.Count == 0)
        {
            return;
        }

        var lines = new TextTable("recommendation", "resource", "saves a month", "now", "tried").Numeric(2);
        foreach (var line in answer.Differences)
        {
            lines.Add(
                line.RecommendationId, line.ResourceId, $"{line.EstimatedMonthlySavings} {line.CurrencyCode}",
                Told(line.Present), Told(line.Tried));
        }

        output.WriteLine();
        lines.Write(output);
    }

    private static string Told(ApprovalVerdict verdict) =>
        $"{Name(verdict.Outcome)}{(verdict.Rule.Length > 0 ? $" by {verdict.Rule}" : "")}"
        + (verdict.Approvals > 0 ? $", {Text(verdict.Approvals)} to approve" : "");

    private static string Name(ApprovalOutcome outcome) => outcome.ToString().ToLowerInvariant();

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    private async Task<string> ReadAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetValue(_file)!;
        return file.Exists
            ? await File.ReadAllTextAsync(file.FullName, cancellation)
            : throw new CliException($"FILE is '{file.FullName}', which does not exist.");
    }
}
