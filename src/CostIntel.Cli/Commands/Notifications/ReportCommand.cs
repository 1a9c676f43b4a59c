using System.CommandLine;
using CostIntel.Cli.Commands.Anomalies;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Commands.Notifications;

/// <summary><c>costintel notifications report</c>: what a report says.</summary>
internal sealed class ReportCommand(ConnectionOptions connection, TextWriter output, TextWriter error)
{
    private readonly Option<string> _preview = new Option<string>("--preview")
    {
        Description = "Shows the report of the last day, week or month that is over: daily, weekly or monthly.",
        HelpName = "PERIOD",
        Required = true,
    }.AcceptOnlyFromAmong("daily", "weekly", "monthly");

    private readonly Option<string[]> _filter = new SieveOptions().Filter;
    private readonly Option<string> _output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);

    public Command Create() => Subcommand.Create(
        "report", "Shows a report without sending it.", error, ShowAsync, _preview, _filter, _output);

    private async Task ShowAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var request = new PreviewReportRequest { Every = Enum.Parse<ReportEvery>(parsed.GetValue(_preview)!, ignoreCase: true) };
        request.Filters.AddRange(parsed.GetValue(_filter)!.Select(QueryOptions.ParseFilter));
        using var channel = connection.Open(parsed);
        var client = new NotificationService.NotificationServiceClient(channel);
        var preview = await client.PreviewReportAsync(request, connection.Call(parsed, cancellation));
        await output.WriteLineAsync(parsed.GetValue(_output) == OutputFormat.Json
            ? preview.Report.ToString()
            : $"{preview.Summary}\n\n{preview.Text}");
    }
}
