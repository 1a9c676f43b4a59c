using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>Makes calls over the HTTP of a channel.</summary>
internal sealed class HttpCallInvoker(GrpcChannel channel) : CallInvoker
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        using var call = AsyncUnaryCall(method, host, options, request);
#pragma warning disable RS0030 // blocking is what this member of the public API is for
        return call.GetAwaiter().GetResult();
#pragma warning restore RS0030
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        call.Send(request);
        return new AsyncUnaryCall<TResponse>(
            call.ReadOnlyAsync(), call.HeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        call.Send(request);
        return new AsyncServerStreamingCall<TResponse>(
            new ClientResponseStream<TRequest, TResponse>(call),
            call.HeadersAsync,
            call.GetStatus,
            call.GetTrailers,
            call.Dispose);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        var requests = call.SendStream();
        return new AsyncClientStreamingCall<TRequest, TResponse>(
            requests, call.ReadOnlyAsync(), call.HeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        var requests = call.SendStream();
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            requests,
            new ClientResponseStream<TRequest, TResponse>(call),
            call.HeadersAsync,
            call.GetStatus,
            call.GetTrailers,
            call.Dispose);
    }
}
