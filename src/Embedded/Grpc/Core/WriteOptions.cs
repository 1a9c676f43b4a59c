namespace Grpc.Core;

/// <summary>How one message is written.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>The message may wait in a buffer for the ones after it: for bulk, not for live feeds.</summary>
    BufferHint = 0x1,

    /// <summary>The message is sent as it is even if the call compresses.</summary>
    NoCompress = 0x2,
}

/// <summary>Options for writing messages.</summary>
/// <param name="flags">The flags.</param>
public sealed class WriteOptions(WriteFlags flags = WriteFlags.None)
{
    /// <summary>No flags.</summary>
    public static readonly WriteOptions Default = new();

    /// <summary>The flags.</summary>
    public WriteFlags Flags { get; } = flags;
}
