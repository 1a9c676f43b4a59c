using System.CommandLine;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Audit;
using Mark = CostIntel.Domain.Audit.AuditMark;

namespace CostIntel.Cli.Commands.Audit;

/// <summary><c>costintel audit verify</c>: asks the engine, or reads a file without any engine.</summary>
internal sealed class AuditVerifyCommand(ConnectionOptions connection, TextWriter output, TextWriter error)
{
    private readonly Option<FileInfo?> _file = new("--file")
    {
        Description = "Verifies an exported file, without an engine. Default: the engine's log.", HelpName = "FILE",
    };

    private readonly Option<string[]> _marks = new("--mark")
    {
        Description = "A head that 'audit head' or a verification has shown before; may be repeated.",
        HelpName = "SEQUENCE:HASH",
        DefaultValueFactory = _ => [],
    };

    public Command Create() => Subcommand.Create(
        "verify",
        $"Finds any edit, removal or reordering. Ends with {ExitCodes.Done} when there is none, and with {ExitCodes.Blocked} when there is.",
        error,
        RunAsync,
        _file,
        _marks);

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var marks = parsed.GetValue(_marks)!.Select(Parse).ToList();
        return parsed.GetValue(_file) is { } file
            ? await VerifyFileAsync(file, marks, cancellation)
            : await AskAsync(parsed, marks, cancellation);
    }

    private static Mark Parse(string text) => Mark.TryParse(text, out var mark)
        ? mark
        : throw new CliException($"--mark is '{text}'; expected SEQUENCE:HASH as 'audit head' shows it.");

    private async Task<int> VerifyFileAsync(FileInfo file, List<Mark> marks, CancellationToken cancellation)
    {
        if (!file.Exists)
        {
            throw new CliException($"--file names '{file.FullName}', which is not there.");
        }

        var log = new AuditFile(marks);
        await foreach (var line in File.ReadLinesAsync(file.FullName, cancellation))
        {
            if (!log.Add(line))
            {
                break;
            }
        }

        return await SayAsync(log.End()?.Text, log.Head?.Sequence ?? 0, log.After, $"{log.Head}");
    }

    private async Task<int> AskAsync(ParseResult parsed, List<Mark> marks, CancellationToken cancellation)
    {
        var request = new VerifyAuditRequest();
        request.Marks.AddRange(marks.Select(
            mark => new Contracts.V1.AuditMark { Sequence = mark.Sequence, Hash = mark.Hash }));
        using var channel = connection.Open(parsed);
        using var call = new AuditService.AuditServiceClient(channel).Verify(request, cancellationToken: cancellation);
        AuditVerdict? verdict = null;
        while (await call.ResponseStream.MoveNext(cancellation))
        {
            verdict = call.ResponseStream.Current.Verdict;
        }

        return verdict is null
            ? throw new CliException("The engine ended its answer without a verdict.")
            : await SayAsync(verdict.Fault?.Text, verdict.Head.Sequence, 0, $"{verdict.Head.Sequence}:{verdict.Head.Hash}");
    }

    private async Task<int> SayAsync(string? fault, long last, long after, string head)
    {
        if (fault is null)
        {
            await output.WriteLineAsync($"All {last - after} entries are as they were written. Head: {head}");
            return ExitCodes.Done;
        }

        await output.WriteLineAsync($"{fault} Entries up to {last} are as they were written.");
        return ExitCodes.Blocked;
    }
}
