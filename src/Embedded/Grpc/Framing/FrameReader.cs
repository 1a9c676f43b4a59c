using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Grpc.Core;

namespace Grpc.Framing;

/// <summary>Takes the messages of one direction of a call out of a pipe.</summary>
/// <remarks>
/// One read of the pipe usually brings many messages. They are parsed where they lie and given back to the pipe every
/// <see cref="Wire.BatchLength"/> bytes: giving back each one costs about a third of the throughput of small messages,
/// giving back nothing until the end of the read closes the flow-control window.
/// </remarks>
internal sealed class FrameReader(PipeReader input, int? lengthMax, bool gzip) : DeserializationContext, IDisposable
{
    private ReadOnlySequence<byte> _unread;
    private ReadOnlySequence<byte> _payload;
    private PooledBuffer? _unpacked;
    private long _taken;
    private bool _holding;

    public override int PayloadLength => (int)_payload.Length;

    public override byte[] PayloadAsNewBuffer() => _payload.ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => _payload;

    /// <summary>Goes to the next message; false at the end of the stream.</summary>
    /// <exception cref="RpcException">The frame is broken or too large.</exception>
    public ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken) =>
        TryTake() ? new ValueTask<bool>(true) : FillAsync(cancellationToken);

    /// <summary>Parses the message that <see cref="MoveNextAsync"/> found. Its bytes are gone afterwards.</summary>
    public T Deserialize<T>(Marshaller<T> marshaller)
    {
        try
        {
            return marshaller.ContextualDeserializer(this);
        }
        catch (Exception failure) when (failure is not RpcException)
        {
            throw new RpcException(new Status(
                StatusCode.Internal, $"A message cannot be parsed: {failure.Message}", failure));
        }
        finally
        {
            _payload = default;
            if (_taken >= Wire.BatchLength)
            {
                Release(_unread.Start);
            }
        }
    }

    /// <summary>Gives everything back to the pipe.</summary>
    public void Dispose()
    {
        if (_holding)
        {
            Release(_unread.Start);
        }

        _unpacked?.Dispose();
        _unpacked = null;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_holding)
            {
                Release(_unread.End);
            }

            var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            _unread = read.Buffer;
            _holding = true;
            if (TryTake())
            {
                return true;
            }

            if (read.IsCanceled || read.IsCompleted)
            {
                return AtEnd(read.IsCanceled);
            }
        }
    }

    private bool AtEnd(bool cancelled)
    {
        if (cancelled)
        {
            throw new OperationCanceledException("Reading the stream was cancelled.");
        }

        return _unread.IsEmpty ? false : throw Broken("The stream ended in the middle of a message.");
    }

    private bool TryTake()
    {
        if (_unread.Length < Wire.HeaderLength)
        {
            return false;
        }

        var (flag, length) = ReadHeader();
        MessageSize.CheckReceived(length, lengthMax);
        if (_unread.Length < Wire.HeaderLength + length)
        {
            return false;
        }

        _payload = _unread.Slice(Wire.HeaderLength, length);
        _unread = _unread.Slice(_payload.End);
        _taken += Wire.HeaderLength + length;
        if (flag != 0)
        {
            Unpack(flag);
        }

        return true;
    }

    private (byte Flag, long Length) ReadHeader()
    {
        var header = _unread.FirstSpan;
        if (header.Length < Wire.HeaderLength)
        {
            Span<byte> joined = stackalloc byte[Wire.HeaderLength];
            _unread.Slice(0, Wire.HeaderLength).CopyTo(joined);
            return Header(joined);
        }

        return Header(header);
    }

    private static (byte Flag, long Length) Header(ReadOnlySpan<byte> header) => header[0] <= 1
        ? (header[0], BinaryPrimitives.ReadUInt32BigEndian(header[1..]))
        : throw Broken($"The flag of a message is {header[0]}; only 0 and 1 exist.");

    private void Unpack(byte flag)
    {
        if (!gzip)
        {
            throw Broken($"A message has the flag {flag} (compressed), but the headers name no encoding.");
        }

        _unpacked ??= new PooledBuffer();
        _unpacked.Clear();
        GzipCodec.Decompress(_payload, lengthMax, _unpacked);
        _payload = new ReadOnlySequence<byte>(_unpacked.Written);
    }

    private void Release(SequencePosition examined)
    {
        input.AdvanceTo(_unread.Start, examined);
        _unread = default;
        _taken = 0;
        _holding = false;
    }

    private static RpcException Broken(string reason) => new(new Status(StatusCode.Internal, reason));
}
