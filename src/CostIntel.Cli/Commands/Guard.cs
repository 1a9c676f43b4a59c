using CostIntel.Connectors;
using Grpc.Core;

namespace CostIntel.Cli.Commands;

/// <summary>Turns the failures of a command into a sentence on the error output and an exit code.</summary>
internal static class Guard
{
    public static async Task<int> RunAsync(Func<Task<int>> run, TextWriter error, CancellationToken cancellation)
    {
        try
        {
            return await run();
        }
        catch (Exception fault) when (cancellation.IsCancellationRequested
            && fault is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled })
        {
            await error.WriteLineAsync("Cancelled.");
            return ExitCodes.Cancelled;
        }
        catch (Exception fault) when (fault is CliException or StatementFileException or RpcException)
        {
            await error.WriteLineAsync(Sentence(fault));
            return ExitCodes.Failed;
        }
    }

    private static string Sentence(Exception fault) => fault switch
    {
        RpcException { StatusCode: StatusCode.Unavailable } gone => $"The engine cannot be reached: {gone.Status.Detail}",
        RpcException { StatusCode: StatusCode.DeadlineExceeded } =>
            "The engine did not answer in time; --timeout gives it more.",
        RpcException refusal => $"The engine answered {refusal.StatusCode}: {refusal.Status.Detail}",
        _ => fault.Message,
    };
}
