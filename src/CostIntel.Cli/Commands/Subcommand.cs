using System.CommandLine;

namespace CostIntel.Cli.Commands;

/// <summary>Makes commands of their parts.</summary>
internal static class Subcommand
{
    public static Command Create(
        string name, string help, TextWriter error, Func<ParseResult, CancellationToken, Task> run, params Symbol[] symbols)
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
            async () =>
            {
                await run(parsed, cancellation);
                return ExitCodes.Done;
            },
            error,
            cancellation));
        return command;
    }
}
