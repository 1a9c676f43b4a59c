using System.Collections.Concurrent;
using CostIntel.Interop;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CostIntel.Embedded.Grpc.Tests;

public sealed class InterceptorTests : GrpcTest
{
    private readonly ConcurrentQueue<string> _passed = new();

    [Fact]
    public async Task Calls_of_every_kind_pass_the_interceptors_of_the_server_in_order()
    {
        await Client.UnaryAsync(new Order());
        using var collect = Client.Collect();
        await collect.RequestStream.CompleteAsync();
        await collect;
        using var expand = Client.Expand(new Order());
        Assert.False(await expand.ResponseStream.MoveNext(default));
        using var chat = Client.Chat();
        await chat.RequestStream.CompleteAsync();
        Assert.False(await chat.ResponseStream.MoveNext(default));

        Assert.Equal(
            ["outer Unary", "inner Unary", "outer Collect", "inner Collect", "outer Expand", "inner Expand",
                "outer Chat", "inner Chat"],
            _passed);
    }

    [Fact]
    public async Task An_interceptor_may_refuse_a_call()
    {
        var failure = await FailureOf(Client.UnaryAsync(new Order { Text = "forbidden" }));

        Assert.Equal((StatusCode.PermissionDenied, "no"), (failure.StatusCode, failure.Status.Detail));
        Assert.Equal(["outer Unary"], _passed);
    }

    [Fact]
    public async Task Calls_of_every_kind_pass_the_interceptors_of_the_client_in_order()
    {
        var seen = new List<string>();
        var client = new Interop.Interop.InteropClient(
            Channel.Intercept(new Noting("first", seen), new Noting("second", seen)));

        await client.UnaryAsync(new Order());
        client.Unary(new Order());
        using var collect = client.Collect();
        using var expand = client.Expand(new Order());
        using var chat = client.Chat();

        string[] methods = ["Unary", "Unary", "Collect", "Expand", "Chat"];
        Assert.Equal(methods.SelectMany(method => new[] { $"first {method}", $"second {method}" }), seen);
    }

    [Fact]
    public async Task An_interceptor_of_the_client_may_add_headers()
    {
        var client = new Interop.Interop.InteropClient(Channel.Intercept(new Noting("me", [])));
        using var call = client.UnaryAsync(new Order());

        Assert.Equal("me", (await call.ResponseHeadersAsync).GetValue(InteropService.Echo));
    }

    protected override void Configure(GrpcServiceOptions options)
    {
        options.Interceptors.Add<Watching>("outer");
        options.Interceptors.Add<Watching>("inner");
    }

    protected override void Add(WebApplicationBuilder builder, List<Action<WebApplication>> maps) =>
        builder.Services.AddSingleton(_passed);

    /// <summary>On the server: notes the calls and refuses one.</summary>
    private sealed class Watching(string name, ConcurrentQueue<string> passed) : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            Note(context);
            return request is Order { Text: "forbidden" }
                ? throw new RpcException(new Status(StatusCode.PermissionDenied, "no"))
                : base.UnaryServerHandler(request, context, continuation);
        }

        public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            ServerCallContext context,
            ClientStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Note(context);
            return base.ClientStreamingServerHandler(requestStream, context, continuation);
        }

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Note(context);
            return base.ServerStreamingServerHandler(request, responseStream, context, continuation);
        }

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Note(context);
            return base.DuplexStreamingServerHandler(requestStream, responseStream, context, continuation);
        }

        private void Note(ServerCallContext context) => passed.Enqueue($"{name} {context.Method.Split('/')[^1]}");
    }

    /// <summary>On the client: notes the calls and adds a header.</summary>
    private sealed class Noting(string name, List<string> seen) : Interceptor
    {
        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
            base.BlockingUnaryCall(request, Note(context), continuation);

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
            base.AsyncUnaryCall(request, Note(context), continuation);

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
            base.AsyncServerStreamingCall(request, Note(context), continuation);

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) =>
            base.AsyncClientStreamingCall(Note(context), continuation);

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) =>
            base.AsyncDuplexStreamingCall(Note(context), continuation);

        private ClientInterceptorContext<TRequest, TResponse> Note<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context)
            where TRequest : class
            where TResponse : class
        {
            seen.Add($"{name} {context.Method.Name}");
            var options = context.Options.WithHeaders(new Metadata { { InteropService.Echo, name } });
            return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, options);
        }
    }
}
