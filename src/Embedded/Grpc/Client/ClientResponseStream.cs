using Grpc.Core;
using Grpc.Framing;

namespace Grpc.Net.Client;

/// <summary>The responses of a stream.</summary>
internal sealed class ClientResponseStream<TRequest, TResponse>(ClientCall<TRequest, TResponse> call)
    : IAsyncStreamReader<TResponse>
    where TRequest : class
    where TResponse : class
{
    private readonly Marshaller<TResponse> _marshaller = call.Method.ResponseMarshaller;
    private FrameReader? _frames;
    private TResponse? _current;

    public TResponse Current => _current ?? throw new InvalidOperationException("There is no current message.");

    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (_frames is null || call.Outcome.IsCompleted || cancellationToken.IsCancellationRequested)
        {
            return SlowAsync(cancellationToken);
        }

        var next = _frames.MoveNextAsync(call.Token);
        if (!next.IsCompletedSuccessfully)
        {
            return FinishAsync(next, cancellationToken);
        }

        return next.Result ? TakeAsync(_frames) : FinishAsync(new ValueTask<bool>(false), cancellationToken);
    }

    private Task<bool> TakeAsync(FrameReader frames)
    {
        try
        {
            _current = frames.Deserialize(_marshaller);
            return Task.FromResult(true);
        }
        catch (RpcException failure)
        {
            return Task.FromException<bool>(call.Fail(failure));
        }
    }

    private async Task<bool> SlowAsync(CancellationToken cancellationToken)
    {
        using var cancellation = CancelCallWith(cancellationToken);
        if (call.Outcome.IsCompleted)
        {
            return AtEnd(await call.Outcome);
        }

        try
        {
            _frames = await call.Reader;
            return call.Outcome.IsCompleted
                ? AtEnd(await call.Outcome)
                : await NextAsync(_frames.MoveNextAsync(call.Token));
        }
        catch (Exception failure)
        {
            throw call.Fail(failure);
        }
    }

    private async Task<bool> FinishAsync(ValueTask<bool> next, CancellationToken cancellationToken)
    {
        using var cancellation = CancelCallWith(cancellationToken);
        try
        {
            return await NextAsync(next);
        }
        catch (Exception failure)
        {
            throw call.Fail(failure);
        }
    }

    private async Task<bool> NextAsync(ValueTask<bool> next)
    {
        if (await next)
        {
            _current = _frames!.Deserialize(_marshaller);
            return true;
        }

        _frames!.Dispose();
        call.CompletePipe();
        return AtEnd(call.FinishByTrailers());
    }

    private bool AtEnd(CallOutcome outcome)
    {
        _current = null;
        return outcome.IsOk ? false : throw outcome.ToException();
    }

    private CancellationTokenRegistration CancelCallWith(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static call => ((ClientCall<TRequest, TResponse>)call!).Cancel(), call);
}
