using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>A way to a server over HTTP/2. Calls share its connections; open one channel and keep it.</summary>
/// <remarks>
/// A server allows some number of streams a connection, usually 100: the channel opens more connections as needed. A
/// handler given in the options must do so itself (<c>EnableMultipleHttp2Connections</c>).
/// </remarks>
public sealed class GrpcChannel : ChannelBase, IDisposable
{
    private readonly CancellationTokenSource _closing = new();

    private GrpcChannel(Uri address, GrpcChannelOptions options)
        : base(address.Authority)
    {
        Address = address;
        Options = options;
        Http = options.HttpHandler is { } handler
            ? new HttpMessageInvoker(handler, options.DisposeHttpClient)
            : new HttpMessageInvoker(NewHandler(), disposeHandler: true);
        Closing = _closing.Token;
    }

    internal Uri Address { get; }

    internal GrpcChannelOptions Options { get; }

    internal HttpMessageInvoker Http { get; }

    /// <summary>Cancelled when the channel is disposed.</summary>
    internal CancellationToken Closing { get; }

    /// <summary>A channel to <c>http://host:port</c> (HTTP/2 without TLS) or <c>https://host:port</c>.</summary>
    public static GrpcChannel ForAddress(string address) => ForAddress(address, new GrpcChannelOptions());

    /// <summary>A channel to <c>http://host:port</c> (HTTP/2 without TLS) or <c>https://host:port</c>.</summary>
    public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions) =>
        ForAddress(new Uri(address), channelOptions);

    /// <summary>A channel to <c>http://host:port</c> (HTTP/2 without TLS) or <c>https://host:port</c>.</summary>
    public static GrpcChannel ForAddress(Uri address) => ForAddress(address, new GrpcChannelOptions());

    /// <summary>A channel to <c>http://host:port</c> (HTTP/2 without TLS) or <c>https://host:port</c>.</summary>
    /// <exception cref="ArgumentException">Another scheme, or one that the credentials contradict.</exception>
    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions channelOptions)
    {
        if (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
        {
            throw new ArgumentException($"'{address}' must start with http:// or https://.", nameof(address));
        }

        var fitting = address.Scheme == Uri.UriSchemeHttps ? ChannelCredentials.SecureSsl : ChannelCredentials.Insecure;
        return channelOptions.Credentials is null || channelOptions.Credentials == fitting
            ? new GrpcChannel(address, channelOptions)
            : throw new ArgumentException($"The credentials do not fit the scheme of '{address}'.", nameof(address));
    }

    /// <inheritdoc/>
    public override CallInvoker CreateCallInvoker() => !_closing.IsCancellationRequested
        ? new HttpCallInvoker(this)
        : throw new ObjectDisposedException(nameof(GrpcChannel));

    /// <summary>Cancels the calls under way and closes the connections.</summary>
    public void Dispose()
    {
        _closing.Cancel();
        Http.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ShutdownAsyncCore()
    {
        Dispose();
        return Task.CompletedTask;
    }

    private static SocketsHttpHandler NewHandler() => new()
    {
        EnableMultipleHttp2Connections = true,
        AllowAutoRedirect = false,
        UseCookies = false,
    };
}
