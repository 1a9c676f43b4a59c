using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a marshaller puts one message. It ends with exactly one call of <c>Complete</c>.</summary>
public abstract class SerializationContext
{
    /// <summary>Hands over the whole message.</summary>
    public virtual void Complete(byte[] payload) => throw new NotImplementedException();

    /// <summary>A writer for the message; <see cref="Complete()"/> ends it.</summary>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotImplementedException();

    /// <summary>Says the exact size in bytes before writing, which saves a copy.</summary>
    public virtual void SetPayloadLength(int payloadLength) => throw new NotImplementedException();

    /// <summary>Says that the message is written.</summary>
    public virtual void Complete() => throw new NotImplementedException();
}

/// <summary>Where a marshaller takes one message from.</summary>
public abstract class DeserializationContext
{
    /// <summary>The size in bytes.</summary>
    public abstract int PayloadLength { get; }

    /// <summary>The message in an array of the caller's own.</summary>
    public virtual byte[] PayloadAsNewBuffer() => throw new NotImplementedException();

    /// <summary>The message where the transport has it: valid only until the deserializer returns.</summary>
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => throw new NotImplementedException();
}
