using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>How a call ended: said once, by whoever knows first.</summary>
internal sealed record CallOutcome(Status Status, Metadata Trailers)
{
    public bool IsOk => Status.StatusCode == StatusCode.OK;

    public static CallOutcome Of(StatusCode code, string detail, Exception? cause = null) =>
        new(new Status(code, detail, cause), Metadata.Empty);

    public RpcException ToException() => new(Status, Trailers);
}
