using System.Runtime.CompilerServices;

namespace Grpc.Core;

/// <summary>A client streaming call under way. Disposing it cancels what is not finished.</summary>
/// <typeparam name="TRequest">The request.</typeparam>
/// <typeparam name="TResponse">The response.</typeparam>
/// <param name="requestStream">The requests to send.</param>
/// <param name="responseAsync">The response; fails with <see cref="RpcException"/>.</param>
/// <param name="responseHeadersAsync">The response headers, when they arrive.</param>
/// <param name="getStatusFunc">The status once the call is finished.</param>
/// <param name="getTrailersFunc">The trailers once the call is finished.</param>
/// <param name="disposeAction">Ends the call.</param>
public sealed class AsyncClientStreamingCall<TRequest, TResponse>(
    IClientStreamWriter<TRequest> requestStream,
    Task<TResponse> responseAsync,
    Task<Metadata> responseHeadersAsync,
    Func<Status> getStatusFunc,
    Func<Metadata> getTrailersFunc,
    Action disposeAction) : IDisposable
{
    /// <summary>The requests to send.</summary>
    public IClientStreamWriter<TRequest> RequestStream { get; } = requestStream;

    /// <summary>The response; fails with <see cref="RpcException"/>.</summary>
    public Task<TResponse> ResponseAsync { get; } = responseAsync;

    /// <summary>The response headers, when they arrive.</summary>
    public Task<Metadata> ResponseHeadersAsync { get; } = responseHeadersAsync;

    /// <summary>Awaits <see cref="ResponseAsync"/>.</summary>
    public TaskAwaiter<TResponse> GetAwaiter() => ResponseAsync.GetAwaiter();

    /// <summary>Configures awaiting <see cref="ResponseAsync"/>.</summary>
    public ConfiguredTaskAwaitable<TResponse> ConfigureAwait(bool continueOnCapturedContext) =>
        ResponseAsync.ConfigureAwait(continueOnCapturedContext);

    /// <summary>The status of the finished call.</summary>
    /// <exception cref="InvalidOperationException">The call is not finished.</exception>
    public Status GetStatus() => getStatusFunc();

    /// <summary>The trailers of the finished call.</summary>
    /// <exception cref="InvalidOperationException">The call is not finished.</exception>
    public Metadata GetTrailers() => getTrailersFunc();

    /// <summary>Cancels the call unless it is finished.</summary>
    public void Dispose() => disposeAction();
}
