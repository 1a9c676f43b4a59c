using Google.Protobuf;
using Grpc.Core;

namespace CostIntel.Server.Ingest;

/// <summary>Marshallers for services whose methods are bound by hand.</summary>
internal static class Messages
{
    public static Marshaller<T> MarshallerOf<T>(MessageParser<T> parser)
        where T : class, IMessage<T> => new(
            (message, context) =>
            {
                context.SetPayloadLength(message.CalculateSize());
                message.WriteTo(context.GetBufferWriter());
                context.Complete();
            },
            context => parser.ParseFrom(context.PayloadAsReadOnlySequence()));
}
