using System.Collections.Concurrent;
using System.Reflection;
using Google.Protobuf;
using Orleans.Storage;

namespace CostIntel.Grains.Serialization;

/// <summary>Stores grain state as protobuf: compact, versioned, and the same bytes in both builds.</summary>
public sealed class ProtobufStateSerializer : IGrainStorageSerializer
{
    private static readonly ConcurrentDictionary<Type, MessageParser> Parsers = new();

    /// <inheritdoc/>
    public BinaryData Serialize<T>(T input) => input is IMessage message
        ? new BinaryData(message.ToByteArray())
        : throw new NotSupportedException($"Grain state {typeof(T)} is not a protobuf message.");

    /// <inheritdoc/>
    public T Deserialize<T>(BinaryData input) => (T)Parsers.GetOrAdd(typeof(T), ParserOf).ParseFrom(input.ToMemory().Span);

    private static MessageParser ParserOf(Type type) =>
        type.GetProperty("Parser", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as MessageParser
        ?? throw new NotSupportedException($"Grain state {type} is not a protobuf message.");
}
