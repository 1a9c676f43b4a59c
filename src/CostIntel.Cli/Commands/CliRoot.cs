using System.CommandLine;
using CostIntel.Cli.Commands.Anomalies;
using CostIntel.Cli.Commands.Audit;
using CostIntel.Cli.Commands.Notifications;
using CostIntel.Cli.Commands.Approvals;
using CostIntel.Cli.Commands.Recommendations;
using CostIntel.Cli.Commands.Simulations;
using CostIntel.Cli.Commands.Slos;

namespace CostIntel.Cli.Commands;

/// <summary>All commands.</summary>
internal static class CliRoot
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Streams, imports and queries cloud costs. Talks to a CostIntel engine over gRPC.");
        var connection = new ConnectionOptions();
        connection.AddTo(root);
        root.Add(IngestCommand.Create(connection, output, error));
        root.Add(CostsCommand.Create(connection, output, error));
        root.Add(ForecastCommand.Create(connection, output, error));
        root.Add(RecommendationsCommand.Create(connection, output, error));
        root.Add(PolicyCommand.Create(connection, output, error));
        root.Add(SimulateCommand.Create(connection, output, error));
        root.Add(ResourcesCommand.Create(connection, output, error));
        root.Add(AnomaliesCommand.Create(connection, output, error));
        root.Add(MetricsCommand.Create(connection, output, error));
        root.Add(SloCommand.Create(connection, output, error));
        root.Add(DetectCommand.Create(output, error));
        root.Add(NotificationsCommand.Create(connection, output, error));
        root.Add(KeysCommand.Create(connection, output, error));
        root.Add(AuditCommand.Create(connection, output, error));
        root.Add(ResourceCommand.Create(connection, output, error));
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var fault in parsed.Errors)
            {
                await error.WriteLineAsync(fault.Message);
            }

            await error.WriteLineAsync("Try 'costintel --help' or 'costintel COMMAND --help'.");
            return ExitCodes.Failed;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
        });
    }
}
