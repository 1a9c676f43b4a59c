using System.CommandLine;

namespace CostIntel.Cli.Commands;

/// <summary>Makes commands of their parts.</summary>
internal static class Subcommand
{
    public static Command Create(
        string name, string help, TextWriter error, Func<ParseResult, CancellationToken, Task> run, params Symbol[] symbols) =>
        Create(
            name,
            help,
            error,
            async (parsed, cancellation) =>
            {
                await run(parsed, cancellation);
                return ExitCodes.Done;
            },
            symbols);

    /// <summary>A command that says with which exit code it ends.</summary>
    public static Command Create(
        string name, string help, TextWriter error, Func<ParseResult, CancellationToken, Task<int>> run, params Symbol[] symbols)
    {
        var command = new Command(name, help);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        command.SetAction((parsed, cancellation) => Guard.RunAsync(
            () => run(parsed, cancellation), error, cancellation));
        return command;
    }
}
