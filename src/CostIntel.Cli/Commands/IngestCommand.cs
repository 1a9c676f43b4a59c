using System.CommandLine;
using System.CommandLine.Parsing;
using System.Security.Cryptography;
using CostIntel.Cli.Import;
using CostIntel.Cli.Output;
using CostIntel.Connectors;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Commands;

/// <summary><c>costintel ingest</c>: imports the files of one billing statement.</summary>
internal sealed class IngestCommand
{
    private const int ImportIdBytes = 12;
    private const int BatchRowsMax = 10_000;

    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "FOCUS files, CSV or CSV.gz. All of one command are parts of one statement: equal keys add up.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _format = new Option<string>("--format")
    {
        Description = "auto looks at the header.",
        HelpName = "auto|focus",
        DefaultValueFactory = _ => "auto",
    }.AcceptOnlyFromAmong("auto", "focus");

    private readonly Option<string> _scope = new Option<string>("--scope")
    {
        Description = "rows: only keys in the files are touched. period: the files are the whole of each billing period "
            + "and account they have rows of; what they no longer have is taken out.",
        HelpName = "rows|period",
        DefaultValueFactory = _ => "rows",
    }.AcceptOnlyFromAmong("rows", "period");

    private readonly Option<string> _source = new("--source")
    {
        Description = "The system the statement comes from; statements of one source replace one another.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "focus",
    };

    private readonly Option<string[]> _assume = new("--assume")
    {
        Description = "Stands in for a column that the files lack, for example BillingCurrency=USD. Repeatable.",
        HelpName = "COLUMN=VALUE",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _importId = new("--import-id")
    {
        Description = "Continues an import that was broken off; all else must be as it was. Default: a new one.",
        HelpName = "ID",
    };

    private readonly Option<int> _batchRows = new("--batch-rows")
    {
        Description = "Rows per batch, 1 to 10000.",
        HelpName = "ROWS",
        DefaultValueFactory = _ => 1_000,
    };

    private readonly Option<string> _output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);

    private IngestCommand()
    {
    }

    public static Command Create(ConnectionOptions connection, TextWriter output, TextWriter error)
    {
        var options = new IngestCommand();
        var command = new Command(
            "ingest",
            "Imports a billing statement, for example: costintel ingest september.csv.gz. "
                + "Importing it again changes nothing.")
        {
            options._files, options._format, options._scope, options._source, options._assume, options._importId,
            options._batchRows, options._output,
        };
        options._batchRows.Validators.Add(RefuseOddBatches);
        command.SetAction((parsed, cancellation) => Guard.RunAsync(
            () => options.RunAsync(connection, parsed, output, error, cancellation), error, cancellation));
        return command;
    }

    private static void RefuseOddBatches(OptionResult result)
    {
        if (result.GetValueOrDefault<int>() is < 1 or > BatchRowsMax)
        {
            result.AddError($"--batch-rows must be 1 to {BatchRowsMax}.");
        }
    }

    private async Task<int> RunAsync(
        ConnectionOptions connection,
        ParseResult parsed,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation)
    {
        var names = NotTwice(parsed.GetValue(_files)!);
        var plan = PlanOf(parsed);

        // Every header is read before anything is sent: one unusable file stops all of them.
        await using var reader = new StatementReader(await OpenAsync(names, parsed, cancellation), plan);
        using var channel = connection.Open(parsed);
        using var client = new ImportClient(
            new IngestService.IngestServiceClient(channel),
            plan,
            [.. names.Select(Path.GetFileName).OfType<string>()],
            TimeProvider.System);
        var report = await ImportAsync(reader, client, plan, error, cancellation);
        var outcome = ImportOutcome.Of(reader, client.Refused, report);
        foreach (var line in reader.Warnings.Select(text => $"warning: {text}")
            .Concat(outcome.Errors.Select(text => $"error: {text}")))
        {
            await error.WriteLineAsync(line);
        }

        ImportOutput.Write(output, parsed.GetValue(_output)!, outcome);
        return outcome.ExitCode;
    }

    private static async Task<ImportReport> ImportAsync(
        StatementReader reader, ImportClient client, ImportPlan plan, TextWriter error, CancellationToken cancellation)
    {
        var isDone = false;
        try
        {
            var import = client.RunAsync(reader.BatchesAsync(cancellation), () => reader.MayCommit, cancellation);
            var report = await new ProgressDisplay(reader, client, error, TimeProvider.System).ShowAsync(import);
            isDone = true;
            return reader.Unusable is { } fault ? throw fault : report;
        }
        finally
        {
            if (!isDone && client.IsBegun)
            {
                await error.WriteLineAsync(
                    $"The import is not finished. The same command with --import-id {plan.ImportId} goes on with it.");
            }
        }
    }

    private ImportPlan PlanOf(ParseResult parsed) => new(
        parsed.GetValue(_importId)
            ?? "cli-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(ImportIdBytes)),
        parsed.GetValue(_source)!,
        parsed.GetValue(_scope) == "period" ? ImportScope.Period : ImportScope.Rows,
        parsed.GetValue(_batchRows));

    private async Task<List<StatementFile>> OpenAsync(
        string[] names, ParseResult parsed, CancellationToken cancellation)
    {
        var options = new StatementFileOptions
        {
            Format = parsed.GetValue(_format) == "focus" ? StatementFormat.Focus : StatementFormat.Auto,
            Assumed = ParseAssumed(parsed.GetValue(_assume)!),
        };
        var files = new List<StatementFile>();
        foreach (var name in names)
        {
            files.Add(await StatementFile.OpenAsync(name, options, cancellation));
        }

        return files;
    }

    // Rows of one statement add up, so a file named twice would count twice.
    private static string[] NotTwice(string[] names) =>
        names.GroupBy(Path.GetFullPath, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new CliException($"{twice.First()} is named twice; its rows would count twice.")
            : names;

    internal static Dictionary<string, string> ParseAssumed(IEnumerable<string> texts)
    {
        var assumed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new CliException($"--assume '{text}' is not COLUMN=VALUE.");
            }

            if (!assumed.TryAdd(text[..equals], text[(equals + 1)..]))
            {
                throw new CliException($"--assume names {text[..equals]} twice.");
            }
        }

        return assumed;
    }
}
