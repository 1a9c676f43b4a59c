namespace Grpc.Framing;

/// <summary>The names and numbers of gRPC over HTTP/2.</summary>
internal static class Wire
{
    /// <summary>A flag byte and four bytes of length, big-endian, before each message.</summary>
    public const int HeaderLength = 5;

    /// <summary>What may be held back before it is given to the transport, and read before it is given back.</summary>
    public const int BatchLength = 64 * 1024;

    public const string ContentType = "application/grpc";
    public const string StatusHeader = "grpc-status";
    public const string MessageHeader = "grpc-message";
    public const string TimeoutHeader = "grpc-timeout";
    public const string EncodingHeader = "grpc-encoding";
    public const string AcceptEncodingHeader = "grpc-accept-encoding";

    /// <summary>Metadata by which either side asks its own stack to compress; never sent.</summary>
    public const string CompressRequestKey = "grpc-internal-encoding-request";

    public const string Identity = "identity";
    public const string Gzip = "gzip";
    public const string AcceptedEncodings = "identity,gzip";

    /// <summary>Whether a content type is <c>application/grpc</c>, with or without a suffix or parameters.</summary>
    public static bool IsGrpc(string? contentType) =>
        contentType is not null &&
        contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase) &&
        (contentType.Length == ContentType.Length || contentType[ContentType.Length] is '+' or ';' or ' ');
}
