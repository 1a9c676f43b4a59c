using System.Buffers;
using Grpc.Core;

namespace CostIntel.Server.Ingest;

/// <summary>One message of an ingest stream, unparsed, in pooled memory; whoever reads it returns it.</summary>
public sealed class IngestFrame : IDisposable
{
    private byte[]? _buffer;

    private IngestFrame(byte[] buffer, int length) => (_buffer, Length) = (buffer, length);

    /// <summary>Bytes of the message.</summary>
    public int Length { get; }

    /// <summary>The message; valid until it is returned.</summary>
    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, Length);

    /// <summary>Takes a message over.</summary>
    public static IngestFrame Deserialize(DeserializationContext context)
    {
        var length = context.PayloadLength;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        context.PayloadAsReadOnlySequence().CopyTo(buffer);
        return new IngestFrame(buffer, length);
    }

    /// <summary>Returns the memory.</summary>
    public void Dispose()
    {
        if (_buffer is { } buffer)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
