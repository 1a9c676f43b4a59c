using CostIntel.Domain.Access;
using CostIntel.Server.Errors;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace CostIntel.Server.Access;

/// <summary>Lets a call through when its key says that it may; asks again while a stream is open.</summary>
internal sealed class AccessCheck(Authenticator authenticator, TimeProvider time) : Interceptor
{
    private static readonly TimeSpan RecheckInterval = TimeSpan.FromSeconds(20);

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        await AdmitAsync(context);
        return await continuation(request, context);
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await AdmitAsync(context);
        return await continuation(requestStream, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        StreamAsync(context, watched => continuation(request, responseStream, watched));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        StreamAsync(context, watched => continuation(requestStream, responseStream, watched));

    private async Task StreamAsync(ServerCallContext context, Func<ServerCallContext, Task> call)
    {
        await AdmitAsync(context);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        using var done = new CancellationTokenSource();
        var watching = WatchAsync(context, end, done.Token);
        try
        {
            await call(StoppableCall.Around(context, end.Token));
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            throw Unknown();
        }
        finally
        {
            await done.CancelAsync();
            await watching;
        }
    }

    private async Task WatchAsync(ServerCallContext context, CancellationTokenSource end, CancellationToken done)
    {
        try
        {
            while (true)
            {
                await Task.Delay(RecheckInterval, time, done);
                if (!await MayAsync(context))
                {
                    await end.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The call is over.
        }
    }

    private async Task<bool> MayAsync(ServerCallContext context)
    {
        try
        {
            await AdmitAsync(context);
            return true;
        }
        catch (RpcException refusal) when (refusal.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied)
        {
            return false;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Keys cannot be read at the moment; that is no reason to send anybody away.
            return true;
        }
    }

    private async Task AdmitAsync(ServerCallContext context)
    {
        if (AccessPolicy.IsOpen(context.Method))
        {
            return;
        }

        var principal = await authenticator.FindAsync(Callers.KeyOf(context.RequestHeaders.GetValue("authorization")))
            ?? throw Unknown();
        if (!AccessPolicy.Methods.TryGetValue(context.Method, out var needed) || (needed is { } role && !principal.Has(role)))
        {
            throw new RpcException(new Status(
                StatusCode.PermissionDenied,
                $"'{principal.Name}' may not call {context.Method}" + (needed is null ? "." : $"; it needs the role {Name(needed)}.")));
        }

        context.SetPrincipal(principal);
    }

    private static string Name(Role? role) => role.ToString()!.ToLowerInvariant();

    private static RpcException Unknown() => new(new Status(
        StatusCode.Unauthenticated,
        "The call needs a key that works: send \"authorization: Bearer KEY\". This one is missing, unknown, expired or revoked."));
}
