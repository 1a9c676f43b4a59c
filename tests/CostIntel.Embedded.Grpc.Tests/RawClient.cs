using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;

namespace CostIntel.Embedded.Grpc.Tests;

/// <summary>What came back over plain HTTP.</summary>
public sealed record RawResponse(
    HttpStatusCode Http, string? ContentType, byte[] Body, string? Status, string? Message, string? AcceptEncoding);

/// <summary>Sends whatever bytes a test likes.</summary>
public sealed class RawClient(string address, bool http2 = true) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(20) };

    public static byte[] Frame(ReadOnlySpan<byte> message, byte flag = 0)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame.AsSpan(5));
        return frame;
    }

    public Task<RawResponse> PostAsync(string path, byte[] body, params (string Name, string Value)[] headers) =>
        PostAsync(path, "application/grpc", body, headers);

    /// <summary>Reads the headers of a response and nothing more.</summary>
    public async Task<HttpResponseMessage> OpenAsync(
        string path, byte[] body, params (string Name, string Value)[] headers)
    {
        using var request = Request(path, "application/grpc", body, headers);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async Task<RawResponse> PostAsync(
        string path, string contentType, byte[] body, params (string Name, string Value)[] headers)
    {
        using var request = Request(path, contentType, body, headers);
        using var response = await _http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return new RawResponse(
            response.StatusCode,
            response.Content.Headers.ContentType?.ToString(),
            bytes,
            Value(response, "grpc-status"),
            Value(response, "grpc-message"),
            Value(response, "grpc-accept-encoding"));
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(
        string path, string contentType, byte[] body, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = http2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static string? Value(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var trailers) ? string.Join(',', trailers)
        : response.Headers.TryGetValues(name, out var headers) ? string.Join(',', headers) : null;
}
