using Grpc.Core;
using Grpc.Framing;
using Grpc.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Grpc.AspNetCore.Server;

/// <summary>What must hold before a request is a gRPC call, and what such a call needs of Kestrel.</summary>
internal static class RequestCheck
{
    /// <summary>Answers 415 or 426 and says no, or readies the request for a call.</summary>
    public static bool Passes(HttpContext http)
    {
        if (!Wire.IsGrpc(http.Request.ContentType))
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return false;
        }

        if (!HttpProtocol.IsHttp2(http.Request.Protocol) && !HttpProtocol.IsHttp3(http.Request.Protocol) &&
            !WebCall.IsOn(http))
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            http.Response.Headers.Upgrade = "HTTP/2";
            return false;
        }

        LiftHttpLimits(http.Features);
        http.Response.ContentType = Wire.ContentType;
        return true;
    }

    /// <summary>The encoding of the request's messages: true for gzip.</summary>
    /// <exception cref="RpcException">It is one that is not known here.</exception>
    public static bool IsGzip(HttpContext http)
    {
        switch ((string?)http.Request.Headers[Wire.EncodingHeader])
        {
            case null or "" or Wire.Identity:
                return false;
            case Wire.Gzip:
                return true;
            case var other:
                http.Response.Headers[Wire.AcceptEncodingHeader] = Wire.AcceptedEncodings;
                throw new RpcException(new Status(
                    StatusCode.Unimplemented, $"The encoding '{other}' is not known; {Wire.AcceptedEncodings} are."));
        }
    }

    /// <summary>The time the caller gives the call; null for ever.</summary>
    /// <exception cref="RpcException">The header is malformed.</exception>
    public static TimeSpan? Timeout(HttpContext http) => (string?)http.Request.Headers[Wire.TimeoutHeader] switch
    {
        null or "" => null,
        var text when TimeoutCoding.TryDecode(text, out var timeout) => timeout,
        var text => throw new RpcException(new Status(
            StatusCode.Internal, $"{Wire.TimeoutHeader} is '{text}': not up to eight digits and one of H M S m u n.")),
    };

    private static void LiftHttpLimits(IFeatureCollection features)
    {
        // A stream is as long as it takes: it is bounded by message. One that rests must not end its connection.
        if (features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        if (features.Get<IHttpMinRequestBodyDataRateFeature>() is { } requestRate)
        {
            requestRate.MinDataRate = null;
        }

        if (features.Get<IHttpMinResponseDataRateFeature>() is { } responseRate)
        {
            responseRate.MinDataRate = null;
        }
    }
}
