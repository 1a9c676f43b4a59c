using CostIntel.Contracts.V1;
using CostIntel.Server.Ingest;
using Grpc.Core;

namespace CostIntel.Server.Metrics;

/// <summary><c>costintel.v1.TelemetryService</c> with the stream's requests left unparsed, as those of usage are.</summary>
[BindServiceMethod(typeof(TelemetryEndpointBase), nameof(BindService))]
public abstract class TelemetryEndpointBase
{
    private static readonly Method<IngestFrame, IngestStreamResponse> StreamMethod = new(
        MethodType.DuplexStreaming,
        ServiceName,
        "Stream",
        new Marshaller<IngestFrame>((_, _) => throw new NotSupportedException(), IngestFrame.Deserialize),
        Messages.MarshallerOf(IngestStreamResponse.Parser));

    private static readonly Method<GetMetricsRequest, GetMetricsResponse> GetMetricsMethod = new(
        MethodType.Unary,
        ServiceName,
        "GetMetrics",
        Messages.MarshallerOf(GetMetricsRequest.Parser),
        Messages.MarshallerOf(GetMetricsResponse.Parser));

    /// <summary>Lets reflection describe the service.</summary>
    public static Google.Protobuf.Reflection.ServiceDescriptor Descriptor => TelemetryService.Descriptor;

    private static string ServiceName => TelemetryService.Descriptor.FullName;

    /// <summary>Binds the methods.</summary>
    public static void BindService(ServiceBinderBase binder, TelemetryEndpointBase? endpoint)
    {
        ArgumentNullException.ThrowIfNull(binder);
        binder.AddMethod(
            StreamMethod, endpoint is null ? null : new DuplexStreamingServerMethod<IngestFrame, IngestStreamResponse>(endpoint.Stream));
        binder.AddMethod(
            GetMetricsMethod,
            endpoint is null ? null : new UnaryServerMethod<GetMetricsRequest, GetMetricsResponse>(endpoint.GetMetrics));
    }

    /// <summary>Streams samples.</summary>
    public abstract Task Stream(
        IAsyncStreamReader<IngestFrame> requests,
        IServerStreamWriter<IngestStreamResponse> responses,
        ServerCallContext context);

    /// <summary>Lists the metrics of a resource.</summary>
    public abstract Task<GetMetricsResponse> GetMetrics(GetMetricsRequest request, ServerCallContext context);
}
