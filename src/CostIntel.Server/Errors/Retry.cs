using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Status = Grpc.Core.Status;

namespace CostIntel.Server.Errors;

/// <summary>
/// UNAVAILABLE with the hints that gRPC clients know: the push-back of their own retries, and for programs a
/// <c>google.rpc.RetryInfo</c> among the status details.
/// </summary>
internal static class Retry
{
    private const string RetryInfoType = "type.googleapis.com/google.rpc.RetryInfo";
    private const uint CodeTag = (1 << 3) | 0;
    private const uint MessageTag = (2 << 3) | 2;
    private const uint DetailsTag = (3 << 3) | 2;
    private const uint DelayTag = (1 << 3) | 2;

    // About as long as a cluster needs to notice that a process is gone, or a database to take connections again.
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static RpcException Soon(string reason) => new(
        new Status(StatusCode.Unavailable, reason),
        new Metadata
        {
            { "grpc-retry-pushback-ms", $"{(int)Delay.TotalMilliseconds}" },
            { "grpc-status-details-bin", Details(reason) },
        });

    /// <summary>A <c>google.rpc.Status</c> with one detail.</summary>
    private static byte[] Details(string reason)
    {
        var detail = new Any { TypeUrl = RetryInfoType, Value = RetryInfo() };
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            output.WriteTag(CodeTag);
            output.WriteInt32((int)StatusCode.Unavailable);
            output.WriteTag(MessageTag);
            output.WriteString(reason);
            output.WriteTag(DetailsTag);
            output.WriteMessage(detail);
        }

        return bytes.ToArray();
    }

    private static ByteString RetryInfo()
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            output.WriteTag(DelayTag);
            output.WriteMessage(Duration.FromTimeSpan(Delay));
        }

        return ByteString.CopyFrom(bytes.ToArray());
    }
}
