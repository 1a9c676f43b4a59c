using Grpc.Core;

namespace Grpc.AspNetCore.Server;

/// <summary>Serves a unary method.</summary>
internal sealed class UnaryEndpoint<TService, TRequest, TResponse> : CallEndpoint
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly Method<TRequest, TResponse> _method;
    private readonly UnaryServerMethod<TRequest, TResponse> _run;

    public UnaryEndpoint(
        Method<TRequest, TResponse> method,
        ServiceSettings settings,
        UnaryImplementation<TService, TRequest, TResponse> implementation)
        : base(method, settings)
    {
        _method = method;
        _run = async (request, context) =>
        {
            await using var service = Service<TService>(context);
            return await implementation(service.Value, request, context);
        };
        foreach (var registration in settings.Options.Interceptors.Reverse())
        {
            var next = _run;
            _run = async (request, context) =>
            {
                await using var interceptor = Take(registration, context);
                return await interceptor.Value.UnaryServerHandler(request, context, next);
            };
        }
    }

    public override Type[] ParameterTypes => [typeof(TRequest), typeof(ServerCallContext)];

    protected override async Task RunAsync(ServerCall call)
    {
        var request = await call.ReadOnlyAsync(_method.RequestMarshaller);
        await call.WriteOnlyAsync(_method.ResponseMarshaller, await _run(request, call));
    }
}

/// <summary>Serves a client streaming method.</summary>
internal sealed class ClientStreamingEndpoint<TService, TRequest, TResponse> : CallEndpoint
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly Method<TRequest, TResponse> _method;
    private readonly ClientStreamingServerMethod<TRequest, TResponse> _run;

    public ClientStreamingEndpoint(
        Method<TRequest, TResponse> method,
        ServiceSettings settings,
        ClientStreamingImplementation<TService, TRequest, TResponse> implementation)
        : base(method, settings)
    {
        _method = method;
        _run = async (requests, context) =>
        {
            await using var service = Service<TService>(context);
            return await implementation(service.Value, requests, context);
        };
        foreach (var registration in settings.Options.Interceptors.Reverse())
        {
            var next = _run;
            _run = async (requests, context) =>
            {
                await using var interceptor = Take(registration, context);
                return await interceptor.Value.ClientStreamingServerHandler(requests, context, next);
            };
        }
    }

    public override Type[] ParameterTypes => [typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext)];

    protected override async Task RunAsync(ServerCall call)
    {
        var requests = new RequestStream<TRequest>(call, _method.RequestMarshaller);
        await call.WriteOnlyAsync(_method.ResponseMarshaller, await _run(requests, call));
    }
}

/// <summary>Serves a server streaming method.</summary>
internal sealed class ServerStreamingEndpoint<TService, TRequest, TResponse> : CallEndpoint
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly Method<TRequest, TResponse> _method;
    private readonly ServerStreamingServerMethod<TRequest, TResponse> _run;

    public ServerStreamingEndpoint(
        Method<TRequest, TResponse> method,
        ServiceSettings settings,
        ServerStreamingImplementation<TService, TRequest, TResponse> implementation)
        : base(method, settings)
    {
        _method = method;
        _run = async (request, responses, context) =>
        {
            await using var service = Service<TService>(context);
            await implementation(service.Value, request, responses, context);
        };
        foreach (var registration in settings.Options.Interceptors.Reverse())
        {
            var next = _run;
            _run = async (request, responses, context) =>
            {
                await using var interceptor = Take(registration, context);
                await interceptor.Value.ServerStreamingServerHandler(request, responses, context, next);
            };
        }
    }

    public override Type[] ParameterTypes =>
        [typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext)];

    protected override async Task RunAsync(ServerCall call)
    {
        var request = await call.ReadOnlyAsync(_method.RequestMarshaller);
        await _run(request, new ResponseStream<TResponse>(call, _method.ResponseMarshaller), call);
    }
}

/// <summary>Serves a duplex method.</summary>
internal sealed class DuplexEndpoint<TService, TRequest, TResponse> : CallEndpoint
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly Method<TRequest, TResponse> _method;
    private readonly DuplexStreamingServerMethod<TRequest, TResponse> _run;

    public DuplexEndpoint(
        Method<TRequest, TResponse> method,
        ServiceSettings settings,
        DuplexImplementation<TService, TRequest, TResponse> implementation)
        : base(method, settings)
    {
        _method = method;
        _run = async (requests, responses, context) =>
        {
            await using var service = Service<TService>(context);
            await implementation(service.Value, requests, responses, context);
        };
        foreach (var registration in settings.Options.Interceptors.Reverse())
        {
            var next = _run;
            _run = async (requests, responses, context) =>
            {
                await using var interceptor = Take(registration, context);
                await interceptor.Value.DuplexStreamingServerHandler(requests, responses, context, next);
            };
        }
    }

    public override Type[] ParameterTypes =>
        [typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext)];

    protected override Task RunAsync(ServerCall call) => _run(
        new RequestStream<TRequest>(call, _method.RequestMarshaller),
        new ResponseStream<TResponse>(call, _method.ResponseMarshaller),
        call);
}
