using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server;

/// <summary>Serves the calls of one method: checks, runs, answers.</summary>
internal abstract class CallEndpoint(IMethod method, ServiceSettings settings)
{
    /// <summary>The parameters of the method on the service class.</summary>
    public abstract Type[] ParameterTypes { get; }

    public async Task InvokeAsync(HttpContext http)
    {
        if (!RequestCheck.Passes(http))
        {
            return;
        }

        await using var call = new ServerCall(http, method, settings);
        Status status;
        try
        {
            call.Start();
            await RunAsync(call);
            status = call.Interruption ?? call.Status;
        }
        catch (Exception failure)
        {
            status = StatusOf(failure, call);
        }

        await AnswerAsync(call, status);
    }

    /// <summary>Reads what the kind of call needs, runs the handler and writes what it returns.</summary>
    protected abstract Task RunAsync(ServerCall call);

    /// <summary>Takes the service for one call.</summary>
    protected static Lease<TService> Service<TService>(ServerCallContext context)
        where TService : class => Lease<TService>.Take(Services(context), typeof(TService), []);

    /// <summary>Takes an interceptor for one call.</summary>
    protected static Lease<Core.Interceptors.Interceptor> Take(
        InterceptorRegistration registration, ServerCallContext context) => registration.Lease(Services(context));

    private static IServiceProvider Services(ServerCallContext context) => context.GetHttpContext().RequestServices;

    private async Task AnswerAsync(ServerCall call, Status status)
    {
        try
        {
            await call.EndAsync(status);
        }
        catch (InvalidOperationException failure)
        {
            // The trailers of the handler are none that HTTP can carry.
            settings.Logger.HandlerFailed(failure, method.FullName);
            call.ResponseTrailers.Clear();
            await call.EndAsync(new Status(StatusCode.Internal, failure.Message));
        }
    }

    private Status StatusOf(Exception failure, ServerCall call)
    {
        if (call.Interruption is { } interruption)
        {
            settings.Logger.CallInterrupted(method.FullName, interruption.StatusCode);
            return interruption;
        }

        if (failure is RpcException refusal)
        {
            settings.Logger.CallRefused(method.FullName, refusal.StatusCode, refusal.Status.Detail);
            foreach (var entry in refusal.Trailers)
            {
                call.ResponseTrailers.Add(entry);
            }

            return refusal.Status;
        }

        settings.Logger.HandlerFailed(failure, method.FullName);
        return new Status(StatusCode.Unknown, settings.Options.EnableDetailedErrors == true
            ? $"Exception was thrown by handler. {failure.GetType().Name}: {failure.Message}"
            : "Exception was thrown by handler.");
    }
}
