using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Http;

namespace Grpc.Core;

/// <summary>From gRPC to HTTP.</summary>
public static class ServerCallContextExtensions
{
    private const string HttpContextKey = "__HttpContext";

    /// <summary>
    /// The HTTP request of a call, with its user and its services. A context that somebody has put round the call's own
    /// names it in its user state as <c>__HttpContext</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The context does not come from this server.</exception>
    public static HttpContext GetHttpContext(this ServerCallContext serverCallContext) =>
        (serverCallContext as ServerCall)?.Http ??
        (serverCallContext.UserState.TryGetValue(HttpContextKey, out var http) ? http as HttpContext : null) ??
        throw new InvalidOperationException("The context of this call does not come from an HTTP request.");
}
