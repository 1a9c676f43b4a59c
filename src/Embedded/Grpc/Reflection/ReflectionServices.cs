using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace Grpc.Reflection;

/// <summary>Server reflection, version 1.</summary>
internal sealed class ReflectionService(ReflectionIndex index) : ServerReflection.ServerReflectionBase
{
    public override Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream,
        IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context) => AnswerAsync(index, requestStream, responseStream);

    public static async Task AnswerAsync(
        ReflectionIndex index,
        IAsyncStreamReader<ServerReflectionRequest> requests,
        IServerStreamWriter<ServerReflectionResponse> responses)
    {
        await foreach (var request in requests.ReadAllAsync())
        {
            await responses.WriteAsync(index.Answer(request));
        }
    }
}

/// <summary>Server reflection by its older name. Its messages have the same bytes as version 1.</summary>
[BindServiceMethod(typeof(AlphaReflectionService), nameof(Bind))]
internal sealed class AlphaReflectionService(ReflectionIndex index)
{
    public static ServiceDescriptor Descriptor => V1Alpha.ServerReflection.Descriptor;

    public static void Bind(ServiceBinderBase binder, AlphaReflectionService? service) => binder.AddMethod(
        new Method<ServerReflectionRequest, ServerReflectionResponse>(
            MethodType.DuplexStreaming,
            Descriptor.FullName,
            nameof(ServerReflectionInfo),
            Marshaller(ServerReflectionRequest.Parser),
            Marshaller(ServerReflectionResponse.Parser)),
        service is null ? null : service.ServerReflectionInfo);

    public Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream,
        IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context) => ReflectionService.AnswerAsync(index, requestStream, responseStream);

    private static Marshaller<T> Marshaller<T>(MessageParser<T> parser)
        where T : class, IMessage<T> => Marshallers.Create(message => message.ToByteArray(), parser.ParseFrom);
}
