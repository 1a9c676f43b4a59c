using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core;
using Grpc.Framing;

namespace Grpc.Net.Client;

/// <summary>One call on the client, from its request to its outcome.</summary>
/// <remarks>
/// The outcome is set once: by the response, by a failure, by the deadline or by whoever cancels. Setting it lets go of
/// the HTTP/2 stream. Cancelling a read alone would not: only disposing the response resets the stream.
/// </remarks>
internal sealed class ClientCall<TRequest, TResponse> : IDisposable
    where TRequest : class
    where TResponse : class
{
    private static readonly StreamPipeReaderOptions Small = new(bufferSize: 4096);
    private static readonly StreamPipeReaderOptions Large = new(bufferSize: Wire.BatchLength);

    private readonly GrpcChannel _channel;
    private readonly Method<TRequest, TResponse> _method;
    private readonly string? _host;
    private readonly CancellationTokenSource _ending = new();
    private readonly TaskCompletionSource<CallOutcome> _outcome = NewSource<CallOutcome>();
    private readonly TaskCompletionSource<Metadata> _headers = NewSource<Metadata>();
    private readonly Lock _gate = new();
    private readonly CallCancellation _cancellation;
    private HttpResponseMessage? _response;
    private StreamedContent? _stream;
    private Task<FrameReader>? _reader;
    private PipeReader? _pipe;

    public ClientCall(
        GrpcChannel channel, Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        _channel = channel;
        _method = method;
        _host = host;
        Options = options;
        Token = _ending.Token;
        _cancellation = new CallCancellation(options, outcome => Finish(outcome), channel.Closing);
        Observe(_headers.Task);
    }

    public CallOptions Options { get; }

    public Method<TRequest, TResponse> Method => _method;

    public GrpcChannelOptions ChannelOptions => _channel.Options;

    /// <summary>Cancelled when the outcome is known.</summary>
    public CancellationToken Token { get; }

    public Task<Metadata> HeadersAsync => _headers.Task;

    /// <summary>The messages of the response, as soon as there is one.</summary>
    public Task<FrameReader> Reader => _reader!;

    public Task<CallOutcome> Outcome => _outcome.Task;

    /// <summary>Sends the only request.</summary>
    public void Send(TRequest request)
    {
        // Not pooled: a request that was cancelled or is sent again may be read at any time.
        var frame = new ArrayBufferWriter<byte>();
        try
        {
            using var frames = new FrameWriter(frame, ChannelOptions.MaxSendMessageSize);
            frames.Write(_method.RequestMarshaller, request, RequestFactory.IsGzip(Options));
            Start(new SingleContent(frame.WrittenMemory));
        }
        catch (RpcException tooLarge)
        {
            _reader = Task.FromException<FrameReader>(Fail(tooLarge));
        }
    }

    /// <summary>Opens a stream of requests.</summary>
    public ClientRequestStream<TRequest, TResponse> SendStream()
    {
        _stream = new StreamedContent();
        Start(_stream);
        return new ClientRequestStream<TRequest, TResponse>(this, _stream);
    }

    /// <summary>Reads the only response to its end.</summary>
    public Task<TResponse> ReadOnlyAsync()
    {
        var response = ReadToEndAsync();
        Observe(response);
        return response;
    }

    /// <summary>Takes the outcome from the end of the response, unless it came to another one before.</summary>
    public CallOutcome FinishByTrailers() => Finish(Failures.Of(_response!.TrailingHeaders));

    /// <summary>The exception to throw for a failure: that of the outcome if there is one already.</summary>
    public RpcException Fail(Exception failure)
    {
        var outcome = Finish(Failures.Of(failure));
        return outcome.IsOk ? Failures.Of(failure).ToException() : outcome.ToException();
    }

    public Status GetStatus() => Finished().Status;

    public Metadata GetTrailers() => Finished().Trailers;

    public void Cancel() => Finish(CallOutcome.Of(StatusCode.Cancelled, "The call was cancelled by the client."));

    public void Dispose() => Cancel();

    /// <summary>Gives the buffers of a response that was read to its end back to their pool.</summary>
    public void CompletePipe() => _pipe?.Complete();

    private static TaskCompletionSource<T> NewSource<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Nobody has to look at every way in which a call tells that it failed.</summary>
    private static void Observe(Task task) => task.ContinueWith(
        static failed => failed.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    private async Task<TResponse> ReadToEndAsync()
    {
        try
        {
            var reader = await Reader;
            var response = await reader.MoveNextAsync(Token) ? reader.Deserialize(_method.ResponseMarshaller) : null;
            if (response is not null && await reader.MoveNextAsync(Token))
            {
                throw new RpcException(new Status(StatusCode.Unimplemented, "The response has a second message."));
            }

            reader.Dispose();
            CompletePipe();
            var outcome = FinishByTrailers();
            return outcome.IsOk && response is null
                ? throw new RpcException(new Status(StatusCode.Unimplemented, "The response is OK without a message."))
                : outcome.IsOk ? response! : throw outcome.ToException();
        }
        catch (Exception failure)
        {
            throw Fail(failure);
        }
    }

    private void Start(HttpContent content)
    {
        _cancellation.Start();
        _reader = SendAsync(content);
        Observe(_reader);
    }

    private async Task<FrameReader> SendAsync(HttpContent content)
    {
        try
        {
            using var request = RequestFactory.Create(
                _channel.Address, _method.FullName, _host, Options, _cancellation.Timeout, content);
            var response = await _channel.Http.SendAsync(request, Token);
            Keep(response);
            return await OpenAsync(response);
        }
        catch (Exception failure)
        {
            throw Fail(failure);
        }
    }

    private async Task<FrameReader> OpenAsync(HttpResponseMessage response)
    {
        if (Failures.Of(response) is { } refusal)
        {
            throw refusal.ToException();
        }

        var body = await response.Content.ReadAsStreamAsync(Token);
        var gzip = response.Headers.NonValidated.TryGetValues(Wire.EncodingHeader, out var encoding) &&
            encoding.ToString() == Wire.Gzip;
        _pipe = PipeReader.Create(body, _method.Type is MethodType.Unary or MethodType.ClientStreaming ? Small : Large);
        var reader = new FrameReader(_pipe, ChannelOptions.MaxReceiveMessageSize, gzip);
        _headers.TrySetResult(Failures.ReadMetadata(response.Headers));
        if (response.Headers.NonValidated.Contains(Wire.StatusHeader))
        {
            await FinishByHeadersAsync(response, reader);
        }

        return reader;
    }

    private async Task FinishByHeadersAsync(HttpResponseMessage response, FrameReader reader)
    {
        if (await reader.MoveNextAsync(Token))
        {
            throw new RpcException(new Status(
                StatusCode.Internal, "The response has a status in its headers and messages after them."));
        }

        var outcome = Finish(Failures.Of(response.Headers));
        if (!outcome.IsOk)
        {
            throw outcome.ToException();
        }
    }

    private void Keep(HttpResponseMessage response)
    {
        lock (_gate)
        {
            _response = response;
        }

        if (_outcome.Task.IsCompleted)
        {
            response.Dispose();
        }
    }

    private CallOutcome Finish(CallOutcome candidate)
    {
        if (!_outcome.TrySetResult(candidate))
        {
            return Finished();
        }

        _headers.TrySetException(candidate.ToException());
        _cancellation.Dispose();
        _ending.Cancel();
        _stream?.Abort();
        HttpResponseMessage? response;
        lock (_gate)
        {
            response = _response;
        }

        response?.Dispose();
        return candidate;
    }

    private CallOutcome Finished()
    {
#pragma warning disable RS0030 // completed: this does not wait
        return _outcome.Task.IsCompleted
            ? _outcome.Task.Result
            : throw new InvalidOperationException("The status and the trailers are known when the call is finished.");
#pragma warning restore RS0030
    }
}
