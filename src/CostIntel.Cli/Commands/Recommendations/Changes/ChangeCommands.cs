using System.CommandLine;

namespace CostIntel.Cli.Commands.Recommendations.Changes;

/// <summary>The commands of <c>costintel recommendations</c> that carry recommendations out.</summary>
internal static class ChangeCommands
{
    public static IEnumerable<Command> Create(ConnectionOptions connection, TextWriter output, TextWriter error)
    {
        var apply = new ApplyCommand(connection, output, error);
        yield return apply.CreatePlan();
        yield return apply.CreateApply();
        yield return new ApproveCommand(connection, output, error, Confirmation.OfConsole(error)).Create();
        foreach (var command in new SayCommands(connection, output, error).Create())
        {
            yield return command;
        }

        foreach (var command in new ShowCommands(connection, output, error).Create())
        {
            yield return command;
        }
    }
}
