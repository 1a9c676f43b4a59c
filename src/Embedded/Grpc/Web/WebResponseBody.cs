using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text;
using Grpc.Framing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.Web;

/// <summary>Keeps the trailers for the end of the body.</summary>
internal sealed class WebTrailers : IHttpResponseTrailersFeature
{
    public IHeaderDictionary Trailers { get; set; } = new HeaderDictionary();
}

/// <summary>A response body that ends with its trailers as a last frame, in base64 if the caller wants text.</summary>
internal sealed class WebResponseBody(IHttpResponseBodyFeature plain, WebTrailers trailers, bool isText)
    : IHttpResponseBodyFeature
{
    private const byte TrailerFlag = 0x80;

    private bool _finished;

    public PipeWriter Writer { get; } = isText ? new Base64Writer(plain.Writer) : plain.Writer;

    public Stream Stream => Writer.AsStream(leaveOpen: true);

    public void DisableBuffering() => plain.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => plain.StartAsync(cancellationToken);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("A gRPC call sends messages, not files.");

    public async Task CompleteAsync()
    {
        await FinishAsync();
        await plain.CompleteAsync();
    }

    /// <summary>Writes the trailers, once; a response without a status is not ours to end.</summary>
    public async Task FinishAsync()
    {
        if (_finished || !trailers.Trailers.ContainsKey(Wire.StatusHeader))
        {
            return;
        }

        _finished = true;
        var text = new StringBuilder();
        foreach (var (key, values) in trailers.Trailers)
        {
            foreach (var value in values)
            {
                text.Append(key).Append(": ").Append(value).Append("\r\n");
            }
        }

        WriteFrame(Encoding.ASCII.GetBytes(text.ToString()));
        await Writer.FlushAsync();
        (Writer as Base64Writer)?.Dispose();
    }

    private void WriteFrame(byte[] lines)
    {
        var header = Writer.GetSpan(Wire.HeaderLength);
        header[0] = TrailerFlag;
        BinaryPrimitives.WriteUInt32BigEndian(header[1..], (uint)lines.Length);
        Writer.Advance(Wire.HeaderLength);
        Writer.Write(lines);
    }
}
