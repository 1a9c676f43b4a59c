using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.Web;

/// <summary>A request body in base64, decoded on the way. It may be several encodings in a row, each padded.</summary>
internal sealed class Base64Request : IRequestBodyPipeFeature, IAsyncDisposable
{
    private const int GroupLength = 4;

    private readonly Pipe _plain = new();
    private readonly CancellationTokenSource _disposed = new();
    private readonly Task _pump;

    public Base64Request(PipeReader coded) => _pump = PumpAsync(coded, _disposed.Token);

    public PipeReader Reader => _plain.Reader;

    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await _plain.Reader.CompleteAsync();
        await _pump;
        _disposed.Dispose();
    }

    private async Task PumpAsync(PipeReader coded, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var read = await coded.ReadAsync(cancellationToken);
                var groups = read.Buffer.Slice(0, read.Buffer.Length / GroupLength * GroupLength);
                var isCut = read.IsCompleted && groups.Length < read.Buffer.Length;
                var text = groups.ToArray();
                coded.AdvanceTo(groups.End, read.Buffer.End);
                Decode(text);
                var flush = await _plain.Writer.FlushAsync(cancellationToken);
                if (read.IsCompleted || flush.IsCompleted)
                {
                    await _plain.Writer.CompleteAsync(isCut ? Broken() : null);
                    return;
                }
            }
        }
        catch (Exception failure)
        {
            await _plain.Writer.CompleteAsync(failure);
        }
    }

    private void Decode(ReadOnlySpan<byte> coded)
    {
        while (!coded.IsEmpty)
        {
            // Padding ends one encoding; the next begins with the group after it.
            var padding = coded.IndexOf((byte)'=');
            var length = padding < 0 ? coded.Length : ((padding / GroupLength) + 1) * GroupLength;
            var plain = _plain.Writer.GetSpan(Base64.GetMaxDecodedFromUtf8Length(length));
            if (Base64.DecodeFromUtf8(coded[..length], plain, out _, out var written) != OperationStatus.Done)
            {
                throw Broken();
            }

            _plain.Writer.Advance(written);
            coded = coded[length..];
        }
    }

    private static RpcException Broken() => new(new Status(StatusCode.Internal, "The body is not base64."));
}
