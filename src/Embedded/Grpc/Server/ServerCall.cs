using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Framing;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server;

/// <summary>One call on the server: its request, its response, and the context that the handler sees.</summary>
internal sealed class ServerCall : ServerCallContext, IAsyncDisposable
{
    private readonly IMethod _method;
    private readonly ServiceSettings _settings;
    private readonly CallLifetime _lifetime;
    private Metadata? _requestHeaders;
    private Metadata? _trailers;
    private FrameReader? _reader;
    private bool _clientGone;

    public ServerCall(HttpContext http, IMethod method, ServiceSettings settings)
    {
        Http = http;
        _method = method;
        _settings = settings;
        Output = new ResponseOutput(http, settings.Options);
        _lifetime = new CallLifetime(Output.EndEarlyAsync, http.RequestAborted);
    }

    public HttpContext Http { get; }

    public ResponseOutput Output { get; }

    public FrameReader Reader => _reader ?? throw new InvalidOperationException("The call was not started.");

    /// <summary>Why the call was ended before its handler was done; null if it was not.</summary>
    public Status? Interruption => _lifetime.Reason ??
        (_clientGone || Http.RequestAborted.IsCancellationRequested ? Status.DefaultCancelled : null);

    protected override string MethodCore => _method.FullName;

    protected override string HostCore => Http.Request.Host.Value ?? "";

    protected override string PeerCore => Http.Connection.RemoteIpAddress switch
    {
        null => "unknown",
        { AddressFamily: AddressFamily.InterNetwork } address =>
            string.Create(CultureInfo.InvariantCulture, $"ipv4:{address}:{Http.Connection.RemotePort}"),
        var address => string.Create(CultureInfo.InvariantCulture, $"ipv6:[{address}]:{Http.Connection.RemotePort}"),
    };

    protected override DateTime DeadlineCore => _lifetime.Deadline;

    protected override Metadata RequestHeadersCore => _requestHeaders ??= ReadRequestHeaders();

    protected override CancellationToken CancellationTokenCore => _lifetime.Token;

    protected override Metadata ResponseTrailersCore => _trailers ??= [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore { get; } = new(null, []);

    /// <summary>Reads the headers that govern the call and starts its clock.</summary>
    /// <exception cref="RpcException">They cannot be served.</exception>
    public void Start()
    {
        Activity.Current?.SetTag("grpc.method", _method.FullName);
        _reader = new FrameReader(
            Http.Request.BodyReader, _settings.Options.MaxReceiveMessageSize, RequestCheck.IsGzip(Http));
        Output.Open();
        var streaming = _method.Type != MethodType.Unary;
        _lifetime.Start(RequestCheck.Timeout(Http), streaming, _settings.Stopping);
    }

    /// <summary>Reads the only message of a request to the end of the stream.</summary>
    /// <exception cref="RpcException">There is none, or a second one.</exception>
    public async ValueTask<T> ReadOnlyAsync<T>(Marshaller<T> marshaller)
    {
        if (!await FoundAsync(Reader.MoveNextAsync(CancellationToken)))
        {
            throw Cardinality("no message");
        }

        var message = Reader.Deserialize(marshaller);
        return !await FoundAsync(Reader.MoveNextAsync(CancellationToken))
            ? message
            : throw Cardinality("more than one message");
    }

    /// <summary>Awaits a read. A client that resets its stream is noticed here before the token tells of it.</summary>
    public async ValueTask<bool> FoundAsync(ValueTask<bool> read)
    {
        try
        {
            return await read;
        }
        catch (IOException reset)
        {
            _clientGone = true;
            throw new OperationCanceledException("The client broke the request off.", reset);
        }
    }

    /// <summary>Writes the only message of a response, which is sent with the status.</summary>
    public Task WriteOnlyAsync<T>(Marshaller<T> marshaller, T message)
    {
        var flags = (WriteOptions?.Flags ?? WriteFlags.None) | WriteFlags.BufferHint;
        return Status.StatusCode == StatusCode.OK
            ? Output.WriteAsync(marshaller, message, flags, System.Threading.CancellationToken.None)
            : Task.CompletedTask;
    }

    /// <summary>Answers the caller unless that has happened, and waits for whoever is at it.</summary>
    public Task EndAsync(Status status)
    {
        Activity.Current?.SetTag("grpc.status_code", (int)status.StatusCode);
        return Output.EndAsync(status, _trailers ?? Metadata.Empty);
    }

    public async ValueTask DisposeAsync()
    {
        await _lifetime.DisposeAsync();
        _reader?.Dispose();
        Output.Dispose();
    }

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) =>
        Output.WriteHeadersAsync(responseHeaders);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException("Child calls take over nothing by themselves: pass deadline and token on.");

    private Metadata ReadRequestHeaders()
    {
        var headers = new Metadata();
        foreach (var (name, values) in Http.Request.Headers)
        {
            foreach (var value in values)
            {
                MetadataCoding.Decode(headers, name, value ?? "");
            }
        }

        return headers;
    }

    private RpcException Cardinality(string what) => new(new Status(
        StatusCode.Unimplemented, $"{_method.FullName} takes exactly one message; the request has {what}."));
}
