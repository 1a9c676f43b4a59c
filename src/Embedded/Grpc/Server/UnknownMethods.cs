using Grpc.Core;
using Grpc.Framing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Grpc.AspNetCore.Server;

/// <summary>Answers UNIMPLEMENTED to gRPC calls that no service takes; other requests pass by.</summary>
internal sealed class UnknownMethods
{
    private const string Pattern = "/{unimplementedService}/{unimplementedMethod}";

    private bool _mapped;

    public void Map(IEndpointRouteBuilder routes)
    {
        if (_mapped)
        {
            return;
        }

        _mapped = true;
        var pattern = RoutePatternFactory.Parse(
            Pattern, defaults: null, parameterPolicies: new { unimplementedService = new GrpcRequests() });
        routes.Map(pattern, AnswerAsync).Add(endpoint =>
        {
            endpoint.DisplayName = "gRPC - unknown method";
            ((RouteEndpointBuilder)endpoint).Order = 1;
            endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Post], acceptCorsPreflight: true));
        });
    }

    private static Task AnswerAsync(HttpContext http)
    {
        if (RequestCheck.Passes(http))
        {
            var status = new Status(StatusCode.Unimplemented, $"There is no method {http.Request.Path}.");
            StatusTrailers.Write(http, status, Metadata.Empty, bodyWritten: false);
        }

        return Task.CompletedTask;
    }

    private sealed class GrpcRequests : IRouteConstraint
    {
        public bool Match(
            HttpContext? httpContext,
            IRouter? route,
            string routeKey,
            RouteValueDictionary values,
            RouteDirection routeDirection) => httpContext is null || Wire.IsGrpc(httpContext.Request.ContentType) ||
            httpContext.Request.ContentType?.StartsWith("application/grpc-web", StringComparison.Ordinal) == true;
    }
}
