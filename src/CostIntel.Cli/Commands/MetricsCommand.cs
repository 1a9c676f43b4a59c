using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using CostIntel.Cli.Metrics;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Commands;

/// <summary><c>costintel metrics send|show</c>: what resources do beside costing money.</summary>
internal sealed class MetricsCommand(ConnectionOptions connection, TextWriter output, TextWriter error)
{
    private const int ShownMax = 10;
    private const int ProducerDigits = 32;

    private readonly Argument<string> _file = new("FILE")
    {
        Description = "A CSV with the columns timestamp, value, resource and metric; each metric's rows oldest first.",
    };

    private readonly Argument<string> _id = new("ID") { Description = "FOCUS ResourceId." };
    private readonly Option<string?> _provider = Text("--provider", "ID", "FOCUS ServiceProviderName, for example aws.");
    private readonly Option<string?> _account = Text("--account", "ID", "FOCUS BillingAccountId.");
    private readonly Option<string?> _subAccount = Text("--sub-account", "ID", "FOCUS SubAccountId.");
    private readonly Option<string?> _resource = Text("--resource", "ID", "The resource of all rows, instead of a column.");
    private readonly Option<string?> _metric = Text("--metric", "NAME", "The metric of all rows, instead of a column; for example cpu.utilization.");
    private readonly Option<string> _output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);

    public static Command Create(ConnectionOptions connection, TextWriter output, TextWriter error)
    {
        var metrics = new MetricsCommand(connection, output, error);
        return new Command("metrics", "Sends metrics of resources to the engine, and shows what it has.")
        {
            Subcommand.Create(
                "send",
                "Streams a file; the same file again adds nothing: costintel metrics send cpu.csv --provider aws --account 4711",
                error, metrics.SendAsync, metrics._file, metrics._provider, metrics._account, metrics._subAccount, metrics._resource, metrics._metric),
            Subcommand.Create(
                "show", "Shows the metrics of a resource: costintel metrics show i-0123456789",
                error, metrics.ShowAsync, metrics._id, metrics._provider, metrics._account, metrics._subAccount, metrics._output),
        };
    }

    private static Option<string?> Text(string name, string help, string description) =>
        new(name) { Description = description, HelpName = help };

    private async Task<int> SendAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetValue(_file)!;
        var account = new MetricSeries
        {
            Provider = parsed.GetValue(_provider) ?? throw new CliException("--provider is missing."),
            BillingAccountId = parsed.GetValue(_account) ?? throw new CliException("--account is missing."),
            SubAccountId = parsed.GetValue(_subAccount) ?? "",
        };
        var (resource, metric) = (parsed.GetValue(_resource), parsed.GetValue(_metric));
        var producer = await ProducerOfAsync(file, string.Join('\n', account, resource, metric), cancellation);
        using var channel = connection.Open(parsed);
        var sender = new MetricSender(new TelemetryService.TelemetryServiceClient(channel), account);
        var outcome = await sender.SendAsync(producer, SampleFile.Read(file, resource, metric), cancellation);
        foreach (var (row, why) in outcome.Refused.Take(ShownMax))
        {
            await error.WriteLineAsync($"Line {row.Line}: {why.Field}: {why.Reason}");
        }

        var refused = outcome.Refused.Count;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{outcome.Accepted} samples taken, {outcome.Duplicates} had been sent before, {refused} refused"
            + $"{(refused > ShownMax ? $" (the first {ShownMax} are shown)" : "")}."));
        return refused > 0 ? ExitCodes.PartlyRejected : ExitCodes.Done;
    }

    private static async Task<string> ProducerOfAsync(string file, string meaning, CancellationToken cancellation)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(await SHA256.HashDataAsync(stream, cancellation));
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(meaning));
            return "file-" + Convert.ToHexStringLower(hash.GetHashAndReset())[..ProducerDigits];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"'{file}' cannot be read: {fault.Message}");
        }
    }

    private async Task ShowAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var request = new GetMetricsRequest
        {
            ResourceId = parsed.GetValue(_id),
            Provider = parsed.GetValue(_provider) ?? "",
            BillingAccountId = parsed.GetValue(_account) ?? "",
            SubAccountId = parsed.GetValue(_subAccount) ?? "",
        };
        using var channel = connection.Open(parsed);
        var found = await new TelemetryService.TelemetryServiceClient(channel)
            .GetMetricsAsync(request, connection.Call(parsed, cancellation));
        MetricOutput.Write(output, parsed.GetValue(_output)!, found.Metrics);
    }
}
