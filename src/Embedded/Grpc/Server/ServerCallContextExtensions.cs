using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Http;

namespace Grpc.Core;

/// <summary>From gRPC to HTTP.</summary>
public static class ServerCallContextExtensions
{
    /// <summary>The HTTP request of a call, with its user and its services.</summary>
    /// <exception cref="InvalidOperationException">The context does not come from this server.</exception>
    public static HttpContext GetHttpContext(this ServerCallContext serverCallContext) =>
        (serverCallContext as ServerCall)?.Http ??
        throw new InvalidOperationException("The context of this call does not come from an HTTP request.");
}
