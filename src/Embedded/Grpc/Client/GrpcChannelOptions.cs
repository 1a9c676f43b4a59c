using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>How a channel reaches its server.</summary>
public sealed class GrpcChannelOptions
{
    /// <summary>The largest response message in bytes; null for no limit. Default: 4 MB.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>The largest request message in bytes; null for no limit. Default: null.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>The handler that sends the requests. Default: one of the channel's own.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Whether the channel disposes <see cref="HttpHandler"/>. Default: false.</summary>
    public bool DisposeHttpClient { get; set; }

    /// <summary>How the channel protects its bytes; null to go by the address. Default: null.</summary>
    public ChannelCredentials? Credentials { get; set; }
}
