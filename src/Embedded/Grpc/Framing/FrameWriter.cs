using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Grpc.Core;

namespace Grpc.Framing;

/// <summary>Puts messages with their headers into a buffer.</summary>
/// <remarks>
/// A message whose size is known is serialised right where it is sent from. Nothing counts as written until the
/// serialiser completed, so one that throws leaves no half message behind.
/// </remarks>
internal sealed class FrameWriter(IBufferWriter<byte> output, int? lengthMax)
    : SerializationContext, IBufferWriter<byte>, IDisposable
{
    private readonly PooledBuffer _scratch = new();
    private MemoryStream? _packed;
    private Memory<byte> _direct;
    private int _declared;
    private int _written;
    private int _frameLength;
    private bool _gzip;

    /// <summary>How hard to compress.</summary>
    public CompressionLevel Level { get; set; } = CompressionLevel.Fastest;

    /// <summary>Writes one message and returns the bytes it takes on the wire, before HTTP/2.</summary>
    /// <exception cref="RpcException">The message is too large.</exception>
    public int Write<T>(Marshaller<T> marshaller, T message, bool gzip)
    {
        _gzip = gzip;
        _declared = -1;
        _frameLength = 0;
        _direct = default;
        _scratch.Clear();
        marshaller.ContextualSerializer(message, this);
        return _frameLength > 0
            ? _frameLength
            : throw new InvalidOperationException("The serializer returned without completing the message.");
    }

    public override void SetPayloadLength(int payloadLength)
    {
        MessageSize.CheckSent(payloadLength, lengthMax);
        _declared = payloadLength;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        if (_declared < 0 || _gzip)
        {
            return _scratch;
        }

        var length = Wire.HeaderLength + _declared;
        _direct = output.GetMemory(length)[..length];
        _written = Wire.HeaderLength;
        return this;
    }

    public override void Complete()
    {
        if (_direct.IsEmpty)
        {
            CheckDeclared(_scratch.Length);
            Complete(_scratch.Written.Span);
            return;
        }

        CheckDeclared(_written - Wire.HeaderLength);
        WriteHeader(_direct.Span, 0, _declared);
        output.Advance(_written);
        _frameLength = _written;
        _direct = default;
    }

    public override void Complete(byte[] payload) => Complete(payload.AsSpan());

    public void Advance(int count)
    {
        if (_direct.IsEmpty)
        {
            _scratch.Advance(count);
            return;
        }

        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _direct.Length - _written);
        _written += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (!_direct.IsEmpty && _direct.Length - _written < Math.Max(sizeHint, 1))
        {
            Spill();
        }

        return _direct.IsEmpty ? _scratch.GetMemory(sizeHint) : _direct[_written..];
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose() => _scratch.Dispose();

    /// <summary>A serializer may ask for more room than it then uses, which the end of an exact buffer lacks.</summary>
    private void Spill()
    {
        _scratch.Write(_direct.Span[Wire.HeaderLength.._written]);
        _direct = default;
    }

    private void CheckDeclared(int length)
    {
        if (_declared >= 0 && length != _declared)
        {
            throw new InvalidOperationException($"The serializer declared {_declared} bytes and wrote {length}.");
        }
    }

    private void Complete(ReadOnlySpan<byte> payload)
    {
        MessageSize.CheckSent(payload.Length, lengthMax);
        if (_gzip)
        {
            _packed ??= new MemoryStream();
            GzipCodec.Compress(payload, Level, _packed);
            payload = _packed.GetBuffer().AsSpan(0, (int)_packed.Length);
        }

        WriteHeader(output.GetSpan(Wire.HeaderLength), _gzip ? (byte)1 : (byte)0, payload.Length);
        output.Advance(Wire.HeaderLength);
        output.Write(payload);
        _frameLength = Wire.HeaderLength + payload.Length;
    }

    private static void WriteHeader(Span<byte> target, byte flag, int length)
    {
        target[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(target[1..], (uint)length);
    }
}
