using System.Buffers;
using System.IO.Compression;
using Grpc.Core;

namespace Grpc.Framing;

/// <summary>The one compression that every gRPC implementation has.</summary>
internal static class GzipCodec
{
    public static void Compress(ReadOnlySpan<byte> message, CompressionLevel level, MemoryStream target)
    {
        target.SetLength(0);
        using var gzip = new GZipStream(target, level, leaveOpen: true);
        gzip.Write(message);
    }

    /// <summary>Unpacks a message, stopping at the size limit so that a small bomb cannot fill the memory.</summary>
    public static void Decompress(in ReadOnlySequence<byte> message, int? lengthMax, PooledBuffer target)
    {
        var packed = ArrayPool<byte>.Shared.Rent(checked((int)message.Length));
        try
        {
            message.CopyTo(packed);
            using var source = new MemoryStream(packed, 0, (int)message.Length, writable: false);
            using var gzip = new GZipStream(source, CompressionMode.Decompress);
            Fill(target, gzip, lengthMax);
        }
        catch (InvalidDataException failure)
        {
            throw new RpcException(new Status(StatusCode.Internal, "A gzip message cannot be unpacked.", failure));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    private static void Fill(PooledBuffer target, GZipStream gzip, int? lengthMax)
    {
        int read;
        while ((read = gzip.Read(target.GetSpan(4096))) > 0)
        {
            target.Advance(read);
            MessageSize.CheckReceived(target.Length, lengthMax);
        }
    }
}
