using Grpc.AspNetCore.Web;
using Grpc.Framing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.Web;

/// <summary>Turns gRPC-Web requests into plain gRPC calls: other content types, trailers in the body, base64.</summary>
internal static class WebMiddleware
{
    private const string WebType = "application/grpc-web";
    private const string TextType = "application/grpc-web-text";

    public static Task InvokeAsync(HttpContext http, RequestDelegate next, GrpcWebOptions options)
    {
        var enabled = http.GetEndpoint()?.Metadata.GetMetadata<IGrpcWebEnabledMetadata>()?.GrpcWebEnabled;
        return HttpMethods.IsPost(http.Request.Method) && Is(http.Request.ContentType, WebType) &&
            (enabled ?? options.DefaultEnabled)
            ? TranslateAsync(http, next)
            : next(http);
    }

    private static async Task TranslateAsync(HttpContext http, RequestDelegate next)
    {
        var responseType = ResponseType(http.Request);
        var trailers = new WebTrailers();
        var plain = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var body = new WebResponseBody(plain, trailers, isText: Is(responseType, TextType));
        await using var request = Is(http.Request.ContentType, TextType)
            ? new Base64Request(http.Request.BodyReader)
            : null;
        http.Features.Set(new WebCall());
        http.Features.Set<IHttpResponseTrailersFeature>(trailers);
        http.Features.Set<IHttpResponseBodyFeature>(body);
        if (request is not null)
        {
            http.Features.Set<IRequestBodyPipeFeature>(request);
        }

        http.Request.ContentType = Wire.ContentType;
        http.Response.OnStarting(() =>
        {
            // What refused the call before it was one keeps its own type.
            var type = http.Response.ContentType;
            http.Response.ContentType = Wire.IsGrpc(type) ? responseType : type;
            return Task.CompletedTask;
        });
        await next(http);
        await body.FinishAsync();
    }

    private static string ResponseType(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        return Is(accept, WebType) && !accept.Contains(',', StringComparison.Ordinal) ? accept : request.ContentType!;
    }

    private static bool Is(string? contentType, string prefix) =>
        contentType?.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) == true;
}
