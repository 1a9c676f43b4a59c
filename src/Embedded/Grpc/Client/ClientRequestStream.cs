using Grpc.Core;
using Grpc.Framing;

namespace Grpc.Net.Client;

/// <summary>The requests of a stream.</summary>
internal sealed class ClientRequestStream<TRequest, TResponse> : IClientStreamWriter<TRequest>, IDisposable
    where TRequest : class
    where TResponse : class
{
    // A duplex call whose responses nobody reads has no outcome to wait for.
    private static readonly TimeSpan OutcomeGrace = TimeSpan.FromSeconds(1);

    private readonly ClientCall<TRequest, TResponse> _call;
    private readonly StreamedContent _content;
    private readonly PooledBuffer _buffer = new();
    private readonly FrameWriter _frames;
    private readonly bool _gzip;
    private bool _completed;
    private int _writing;

    public ClientRequestStream(ClientCall<TRequest, TResponse> call, StreamedContent content)
    {
        _call = call;
        _content = content;
        _frames = new FrameWriter(_buffer, call.ChannelOptions.MaxSendMessageSize);
        _gzip = RequestFactory.IsGzip(call.Options);
    }

    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(TRequest message) => WriteAsync(message, CancellationToken.None);

    public Task WriteAsync(TRequest message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        Enter();
        try
        {
            var flags = (WriteOptions ?? _call.Options.WriteOptions)?.Flags ?? WriteFlags.None;
            var gzip = _gzip && (flags & WriteFlags.NoCompress) == 0;
            _frames.Write(_call.Method.RequestMarshaller, message, gzip);
            if ((flags & WriteFlags.BufferHint) != 0 && _buffer.Length < Wire.BatchLength && !_call.Outcome.IsCompleted)
            {
                Leave();
                return Task.CompletedTask;
            }
        }
        catch
        {
            Leave();
            throw;
        }

        return SendAsync(cancellationToken);
    }

    public async Task CompleteAsync()
    {
        Enter();
        _completed = true;
        try
        {
            if (_buffer.Length > 0)
            {
                await FlushAsync();
            }

            _content.Complete();
        }
        catch (Exception failure) when (failure is not RpcException)
        {
            // That the request could not be ended says nothing: the response tells how the call went.
            await ThrowOutcomeAsync(failure);
        }
        finally
        {
            Dispose();
            Leave();
        }
    }

    public void Dispose()
    {
        _frames.Dispose();
        _buffer.Dispose();
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        using var cancellation = cancellationToken.UnsafeRegister(
            static call => ((ClientCall<TRequest, TResponse>)call!).Cancel(), _call);
        try
        {
            await FlushAsync();
        }
        catch (Exception failure)
        {
            await ThrowOutcomeAsync(failure);
            throw new InvalidOperationException("Can't write the message because the call is complete.", failure);
        }
        finally
        {
            Leave();
        }
    }

    private async Task FlushAsync()
    {
        var stream = await _content.Stream;
        await stream.WriteAsync(_buffer.Written, _call.Token);
        await stream.FlushAsync(_call.Token);
        _buffer.Clear();
    }

    private async Task ThrowOutcomeAsync(Exception failure)
    {
        try
        {
            var outcome = await _call.Outcome.WaitAsync(OutcomeGrace);
            if (!outcome.IsOk)
            {
                throw outcome.ToException();
            }
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException("Can't write the message because the call is complete.", failure);
        }
    }

    private void Enter()
    {
        if (Interlocked.Exchange(ref _writing, 1) != 0)
        {
            throw new InvalidOperationException("Can't write the message because the previous write is in progress.");
        }

        if (_completed)
        {
            Leave();
            throw new InvalidOperationException("Request stream has already been completed.");
        }
    }

    private void Leave() => Volatile.Write(ref _writing, 0);
}
