namespace Grpc.Core;

/// <summary>A server streaming call under way. Disposing it cancels what is not finished.</summary>
/// <typeparam name="TResponse">The response.</typeparam>
/// <param name="responseStream">The responses as they arrive.</param>
/// <param name="responseHeadersAsync">The response headers, when they arrive.</param>
/// <param name="getStatusFunc">The status once the call is finished.</param>
/// <param name="getTrailersFunc">The trailers once the call is finished.</param>
/// <param name="disposeAction">Ends the call.</param>
public sealed class AsyncServerStreamingCall<TResponse>(
    IAsyncStreamReader<TResponse> responseStream,
    Task<Metadata> responseHeadersAsync,
    Func<Status> getStatusFunc,
    Func<Metadata> getTrailersFunc,
    Action disposeAction) : IDisposable
{
    /// <summary>The responses as they arrive.</summary>
    public IAsyncStreamReader<TResponse> ResponseStream { get; } = responseStream;

    /// <summary>The response headers, when they arrive.</summary>
    public Task<Metadata> ResponseHeadersAsync { get; } = responseHeadersAsync;

    /// <summary>The status of the finished call.</summary>
    /// <exception cref="InvalidOperationException">The call is not finished.</exception>
    public Status GetStatus() => getStatusFunc();

    /// <summary>The trailers of the finished call.</summary>
    /// <exception cref="InvalidOperationException">The call is not finished.</exception>
    public Metadata GetTrailers() => getTrailersFunc();

    /// <summary>Cancels the call unless it is finished.</summary>
    public void Dispose() => disposeAction();
}
