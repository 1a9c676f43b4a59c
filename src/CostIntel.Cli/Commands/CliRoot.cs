using System.CommandLine;
using CostIntel.Connectors;
using Grpc.Core;

namespace CostIntel.Cli.Commands;

/// <summary>All commands, and what their failures look like.</summary>
internal static class CliRoot
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Streams, imports and queries cloud costs. Talks to a CostIntel engine over gRPC.");
        var connection = new ConnectionOptions();
        connection.AddTo(root);
        root.Add(IngestCommand.Create(connection, output, error));
        root.Add(CostsCommand.Create(connection, output));
        root.Add(ResourcesCommand.Create(connection, output));
        root.Add(ResourceCommand.Create(connection, output));
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

        var invocation = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        return await GuardAsync(() => parsed.InvokeAsync(invocation), error);
    }

    private static async Task<int> GuardAsync(Func<Task<int>> run, TextWriter error)
    {
        try
        {
            return await run();
        }
        catch (Exception cancelled) when (cancelled is OperationCanceledException
            or RpcException { StatusCode: StatusCode.Cancelled })
        {
            await error.WriteLineAsync("Cancelled.");
            return ExitCodes.Cancelled;
        }
        catch (Exception fault) when (fault is CliException or StatementFileException)
        {
            await error.WriteLineAsync(fault.Message);
            return ExitCodes.Failed;
        }
        catch (RpcException fault)
        {
            await error.WriteLineAsync(fault.StatusCode == StatusCode.Unavailable
                ? $"The engine cannot be reached: {fault.Status.Detail}"
                : $"The engine answered {fault.StatusCode}: {fault.Status.Detail}");
            return ExitCodes.Failed;
        }
    }
}
