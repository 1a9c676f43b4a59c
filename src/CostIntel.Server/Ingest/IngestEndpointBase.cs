using CostIntel.Contracts.V1;
using Grpc.Core;

namespace CostIntel.Server.Ingest;

/// <summary>
/// <c>costintel.v1.IngestService</c> with the stream's requests left unparsed: the generated classes would allocate a
/// string for every field of every record, which costs more than everything else that happens to it.
/// </summary>
[BindServiceMethod(typeof(IngestEndpointBase), nameof(BindService))]
public abstract class IngestEndpointBase
{
    private static readonly Method<IngestFrame, IngestStreamResponse> StreamMethod = new(
        MethodType.DuplexStreaming,
        ServiceName,
        "Stream",
        new Marshaller<IngestFrame>((_, _) => throw new NotSupportedException(), IngestFrame.Deserialize),
        Messages.MarshallerOf(IngestStreamResponse.Parser));

    private static readonly Method<ImportStatementRequest, ImportStatementResponse> ImportMethod = new(
        MethodType.DuplexStreaming,
        ServiceName,
        "ImportStatement",
        Messages.MarshallerOf(ImportStatementRequest.Parser),
        Messages.MarshallerOf(ImportStatementResponse.Parser));

    /// <summary>Lets reflection describe the service.</summary>
    public static Google.Protobuf.Reflection.ServiceDescriptor Descriptor => IngestService.Descriptor;

    private static string ServiceName => IngestService.Descriptor.FullName;

    /// <summary>Binds the methods.</summary>
    public static void BindService(ServiceBinderBase binder, IngestEndpointBase? endpoint)
    {
        ArgumentNullException.ThrowIfNull(binder);
        binder.AddMethod(
            StreamMethod, endpoint is null ? null : new DuplexStreamingServerMethod<IngestFrame, IngestStreamResponse>(endpoint.Stream));
        binder.AddMethod(
            ImportMethod,
            endpoint is null
                ? null
                : new DuplexStreamingServerMethod<ImportStatementRequest, ImportStatementResponse>(endpoint.ImportStatement));
    }

    /// <summary>Streams usage events.</summary>
    public abstract Task Stream(
        IAsyncStreamReader<IngestFrame> requests,
        IServerStreamWriter<IngestStreamResponse> responses,
        ServerCallContext context);

    /// <summary>Imports one billing statement.</summary>
    public abstract Task ImportStatement(
        IAsyncStreamReader<ImportStatementRequest> requests,
        IServerStreamWriter<ImportStatementResponse> responses,
        ServerCallContext context);
}
