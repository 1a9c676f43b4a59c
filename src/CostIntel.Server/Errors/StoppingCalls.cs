using Grpc.Core;
using Grpc.Core.Interceptors;

namespace CostIntel.Server.Errors;

/// <summary>
/// Ends open streams with UNAVAILABLE when the engine stops, so that clients go on with another engine at once instead
/// of holding up this one until its patience ends.
/// </summary>
internal sealed class StoppingCalls(IHostApplicationLifetime lifetime) : Interceptor
{
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        RunAsync(context, stoppable => continuation(request, responseStream, stoppable));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        RunAsync(context, stoppable => continuation(requestStream, responseStream, stoppable));

    private async Task RunAsync(ServerCallContext context, Func<ServerCallContext, Task> call)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            await call(StoppableCall.Around(context, stop.Token));
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw Retry.Soon("The engine is stopping; connect again and resend what is not acknowledged.");
        }
    }
}
