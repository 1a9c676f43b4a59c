using Grpc.Core;

namespace Grpc.Framing;

/// <summary>The limits on the size of one message in bytes, either way; null for none.</summary>
internal static class MessageSize
{
    public static void CheckReceived(long length, int? lengthMax)
    {
        if (length > (lengthMax ?? int.MaxValue))
        {
            throw TooLarge("received", length, lengthMax);
        }
    }

    public static void CheckSent(long length, int? lengthMax)
    {
        if (length > (lengthMax ?? int.MaxValue))
        {
            throw TooLarge("sent", length, lengthMax);
        }
    }

    private static RpcException TooLarge(string way, long length, int? lengthMax) => new(new Status(
        StatusCode.ResourceExhausted,
        $"The message {way} has {length} bytes or more; the limit is {lengthMax ?? int.MaxValue}."));
}
