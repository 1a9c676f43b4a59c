using Grpc.Core;

namespace CostIntel.Server.Errors;

/// <summary>A call with a cancellation of our own; everything else is the call's.</summary>
internal sealed class StoppableCall : ServerCallContext
{
    // Where gRPC for .NET looks for the request of a call that somebody has wrapped.
    private const string HttpContextKey = "__HttpContext";

    private readonly ServerCallContext _call;

    private StoppableCall(ServerCallContext call, CancellationToken cancellation) =>
        (_call, CancellationTokenCore) = (call, cancellation);

    /// <summary>The call, to be cancelled by a token of ours.</summary>
    public static StoppableCall Around(ServerCallContext call, CancellationToken cancellation)
    {
        call.UserState[HttpContextKey] = call.GetHttpContext();
        return new StoppableCall(call, cancellation);
    }

    protected override string MethodCore => _call.Method;

    protected override string HostCore => _call.Host;

    protected override string PeerCore => _call.Peer;

    protected override DateTime DeadlineCore => _call.Deadline;

    protected override Metadata RequestHeadersCore => _call.RequestHeaders;

    protected override CancellationToken CancellationTokenCore { get; }

    protected override Metadata ResponseTrailersCore => _call.ResponseTrailers;

    protected override Status StatusCore
    {
        get => _call.Status;
        set => _call.Status = value;
    }

    protected override WriteOptions? WriteOptionsCore
    {
        get => _call.WriteOptions;
        set => _call.WriteOptions = value;
    }

    protected override AuthContext AuthContextCore => _call.AuthContext;

    protected override IDictionary<object, object> UserStateCore => _call.UserState;

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) =>
        _call.WriteResponseHeadersAsync(responseHeaders);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        _call.CreatePropagationToken(options);
}
