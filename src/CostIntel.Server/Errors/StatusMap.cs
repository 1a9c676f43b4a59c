using System.Data.Common;
using System.Net.Sockets;
using CostIntel.Grains.Partitions;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace CostIntel.Server.Errors;

/// <summary>The only place where an exception becomes a status. Unknown faults keep their text to themselves.</summary>
internal sealed partial class StatusMap(ILogger<StatusMap> logger) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw Translate(fault, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw Translate(fault, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw Translate(fault, context);
        }
    }

    private RpcException Translate(Exception fault, ServerCallContext context)
    {
        var answer = fault switch
        {
            OutOfOrderException => Answer(
                StatusCode.Aborted, "A batch was lost on the way; open a new stream and resend what is not acknowledged."),
            OperationCanceledException => Answer(StatusCode.Cancelled, "The call was cancelled."),
            DbException or IOException or SocketException or ObjectDisposedException => Retry.Soon(
                "The engine could not reach its storage; open again and resend."),
            TimeoutException => Retry.Soon("The engine did not answer in time; try again."),
            OrleansException => Retry.Soon("A part of the engine has just gone or moved; open again and resend."),
            InvalidDataException => Answer(StatusCode.InvalidArgument, fault.Message),
            _ => Answer(StatusCode.Internal, "The engine failed; its log has the details."),
        };
        if (answer.StatusCode == StatusCode.Internal || fault is DbException)
        {
            LogFailed(logger, context.Method, fault);
        }

        return answer;
    }

    private static RpcException Answer(StatusCode code, string reason) => new(new Status(code, reason));

    [LoggerMessage(1000, LogLevel.Error, "Call {Method} failed")]
    private static partial void LogFailed(ILogger logger, string method, Exception fault);
}
