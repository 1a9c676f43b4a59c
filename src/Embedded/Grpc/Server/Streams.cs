using Grpc.Core;
using Grpc.Framing;

namespace Grpc.AspNetCore.Server;

/// <summary>The requests of a stream.</summary>
internal sealed class RequestStream<T>(ServerCall call, Marshaller<T> marshaller) : IAsyncStreamReader<T>
    where T : class
{
    private readonly FrameReader _frames = call.Reader;
    private T? _current;

    public T Current => _current ?? throw new InvalidOperationException("There is no current message.");

    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        var callToken = call.CancellationToken;
        if (cancellationToken.CanBeCanceled && cancellationToken != callToken)
        {
            return MoveNextLinkedAsync(cancellationToken);
        }

        var next = _frames.MoveNextAsync(callToken);
        return next.IsCompletedSuccessfully ? Task.FromResult(Take(next.Result)) : FinishAsync(next);
    }

    private async Task<bool> MoveNextLinkedAsync(CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.CancellationToken);
        return Take(await call.FoundAsync(_frames.MoveNextAsync(linked.Token)));
    }

    private async Task<bool> FinishAsync(ValueTask<bool> next) => Take(await call.FoundAsync(next));

    private bool Take(bool found)
    {
        _current = found ? _frames.Deserialize(marshaller) : null;
        return found;
    }
}

/// <summary>The responses of a stream.</summary>
internal sealed class ResponseStream<T>(ServerCall call, Marshaller<T> marshaller) : IServerStreamWriter<T>
    where T : class
{
    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        var flags = (WriteOptions ?? call.WriteOptions)?.Flags ?? WriteFlags.None;
        return call.Output.WriteAsync(marshaller, message, flags, cancellationToken);
    }
}
