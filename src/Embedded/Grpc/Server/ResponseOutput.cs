using System.IO.Pipelines;
using Grpc.Core;
using Grpc.Framing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Grpc.AspNetCore.Server;

/// <summary>The response of a call: headers, messages, and one status at the end, whoever ends it.</summary>
/// <remarks>
/// The handler writes; the deadline or the shutdown may end the call at the same time. A gate keeps them apart: whoever
/// ends waits for the write under way, and every write after the end fails.
/// </remarks>
internal sealed class ResponseOutput : IDisposable
{
    // A write blocked by a peer that reads nothing cannot be waited for: then the stream is reset.
    private static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(1);
    private const int Http2Cancel = 0x8;

    private readonly HttpContext _http;
    private readonly GrpcServiceOptions _options;
    private readonly PipeWriter _output;
    private readonly FrameWriter _frames;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private bool _ended;
    private bool _bodyWritten;
    private bool _compressing;
    private int _unflushed;

    public ResponseOutput(HttpContext http, GrpcServiceOptions options)
    {
        _http = http;
        _options = options;
        _output = http.Response.BodyWriter;
        _frames = new FrameWriter(_output, options.MaxSendMessageSize);
        if (options.ResponseCompressionLevel is { } level)
        {
            _frames.Level = level;
        }
    }

    /// <summary>Decides on compression; once, before the first header is sent.</summary>
    public void Open() => Compress(_options.ResponseCompressionAlgorithm);

    /// <summary>Sends the headers now.</summary>
    public async Task WriteHeadersAsync(Metadata headers)
    {
        Enter();
        try
        {
            if (_http.Response.HasStarted || _bodyWritten)
            {
                throw new InvalidOperationException("The response headers were sent already.");
            }

            Compress(headers.GetValue(Wire.CompressRequestKey));
            foreach (var entry in headers.Where(MetadataCoding.IsSent))
            {
                var target = _http.Response.Headers;
                target[entry.Key] = StringValues.Concat(target[entry.Key], MetadataCoding.Encode(entry));
            }

            await _http.Response.BodyWriter.FlushAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Writes a message, and flushes it unless it may wait for more.</summary>
    public Task WriteAsync<T>(
        Marshaller<T> marshaller, T message, WriteFlags flags, CancellationToken cancellationToken)
    {
        Enter();
        ValueTask<FlushResult> flush;
        try
        {
            _bodyWritten = true;
            var gzip = _compressing && (flags & WriteFlags.NoCompress) == 0;
            _unflushed += _frames.Write(marshaller, message, gzip);
            if ((flags & WriteFlags.BufferHint) != 0 && _unflushed < Wire.BatchLength)
            {
                _gate.Release();
                return Task.CompletedTask;
            }

            _unflushed = 0;
            flush = _output.FlushAsync(cancellationToken);
            if (flush.IsCompletedSuccessfully)
            {
                _gate.Release();
                return Task.CompletedTask;
            }
        }
        catch
        {
            _gate.Release();
            throw;
        }

        return FinishAsync(flush);
    }

    /// <summary>Ends the response with a status, once; later ends are ignored.</summary>
    public async Task EndAsync(Status status, Metadata trailers)
    {
        await _gate.WaitAsync();
        try
        {
            End(status, trailers);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends the response with a status while the handler still runs, or resets the stream.</summary>
    public async Task EndEarlyAsync(Status status)
    {
        if (!await _gate.WaitAsync(EndGrace))
        {
            _ended = true;
            Reset();
            return;
        }

        try
        {
            if (!_ended)
            {
                End(status, Metadata.Empty);
                await CompleteAsync();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _frames.Dispose();
        _gate.Dispose();
    }

    private void Enter()
    {
        if (!_gate.Wait(0))
        {
            throw new InvalidOperationException(
                "Can't write the message because the previous write is in progress or the request is complete.");
        }

        if (_ended || _http.RequestAborted.IsCancellationRequested)
        {
            _gate.Release();
            throw new InvalidOperationException("Can't write the message because the request is complete.");
        }
    }

    private void End(Status status, Metadata trailers)
    {
        if (!_ended)
        {
            StatusTrailers.Write(_http, status, trailers, _bodyWritten);
            _ended = true;
        }
    }

    private async Task CompleteAsync()
    {
        var completion = _http.Response.CompleteAsync();
        try
        {
            await completion.WaitAsync(EndGrace);
        }
        catch (TimeoutException)
        {
            Reset();
            await completion;
        }
    }

    private void Reset()
    {
        if (_http.Features.Get<IHttpResetFeature>() is { } stream)
        {
            stream.Reset(Http2Cancel);
        }
        else
        {
            _http.Abort();
        }
    }

    private async Task FinishAsync(ValueTask<FlushResult> flush)
    {
        try
        {
            await flush;
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Compress(string? algorithm)
    {
        var accepted = (string?)_http.Request.Headers[Wire.AcceptEncodingHeader];
        if (algorithm == Wire.Gzip && accepted?.Contains(Wire.Gzip, StringComparison.OrdinalIgnoreCase) == true)
        {
            _compressing = true;
            _http.Response.Headers[Wire.EncodingHeader] = Wire.Gzip;
        }
    }
}
