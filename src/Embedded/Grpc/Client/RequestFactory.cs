using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Framing;

namespace Grpc.Net.Client;

/// <summary>The head of a call as an HTTP request.</summary>
internal static class RequestFactory
{
    private static readonly MediaTypeHeaderValue GrpcType = new(Wire.ContentType);

    /// <summary>Whether the caller asked for compressed requests.</summary>
    public static bool IsGzip(CallOptions options) => options.Headers?.GetValue(Wire.CompressRequestKey) == Wire.Gzip;

    public static HttpRequestMessage Create(
        Uri address, string path, string? host, CallOptions options, TimeSpan? timeout, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        content.Headers.ContentType = GrpcType;
        request.Headers.Host = host;
        Add(request, "te", "trailers");
        Add(request, Wire.AcceptEncodingHeader, Wire.AcceptedEncodings);
        if (IsGzip(options))
        {
            Add(request, Wire.EncodingHeader, Wire.Gzip);
        }

        if (timeout is { } time)
        {
            Add(request, Wire.TimeoutHeader, TimeoutCoding.Encode(time));
        }

        foreach (var entry in options.Headers?.Where(MetadataCoding.IsSent) ?? [])
        {
            Add(request, entry.Key, MetadataCoding.Encode(entry));
        }

        return request;
    }

    private static void Add(HttpRequestMessage request, string name, string value) =>
        request.Headers.TryAddWithoutValidation(name, value);
}
