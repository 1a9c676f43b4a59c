using System.Buffers.Text;
using System.IO.Pipelines;
using Grpc.Framing;

namespace Grpc.Web;

/// <summary>Encodes each flush by itself, padding included, so that what is flushed can be read at once.</summary>
internal sealed class Base64Writer(PipeWriter inner) : PipeWriter, IDisposable
{
    private readonly PooledBuffer _plain = new();

    public override void Advance(int bytes) => _plain.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _plain.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _plain.GetSpan(sizeHint);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => Dispose();

    public void Dispose() => _plain.Dispose();

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_plain.Length > 0)
        {
            var coded = inner.GetSpan(Base64.GetMaxEncodedToUtf8Length(_plain.Length));
            Base64.EncodeToUtf8(_plain.Written.Span, coded, out _, out var written);
            inner.Advance(written);
            _plain.Clear();
        }

        return inner.FlushAsync(cancellationToken);
    }
}
