using Grpc.Core;

namespace Grpc.AspNetCore.Server;

/// <summary>A unary method of a service class, the service still open.</summary>
internal delegate Task<TResponse> UnaryImplementation<TService, TRequest, TResponse>(
    TService service, TRequest request, ServerCallContext context);

/// <summary>A client streaming method of a service class, the service still open.</summary>
internal delegate Task<TResponse> ClientStreamingImplementation<TService, TRequest, TResponse>(
    TService service, IAsyncStreamReader<TRequest> requests, ServerCallContext context);

/// <summary>A server streaming method of a service class, the service still open.</summary>
internal delegate Task ServerStreamingImplementation<TService, TRequest, TResponse>(
    TService service, TRequest request, IServerStreamWriter<TResponse> responses, ServerCallContext context);

/// <summary>A duplex method of a service class, the service still open.</summary>
internal delegate Task DuplexImplementation<TService, TRequest, TResponse>(
    TService service,
    IAsyncStreamReader<TRequest> requests,
    IServerStreamWriter<TResponse> responses,
    ServerCallContext context);
