namespace System;

/// <summary>
/// A block of bytes. The shared framework lacks the package that defines this type in full; here is the part that
/// <see cref="Orleans.Storage.IGrainStorageSerializer"/> needs, under the same name.
/// </summary>
public sealed class BinaryData
{
    private readonly ReadOnlyMemory<byte> _bytes;

    /// <summary>Wraps bytes without copying them.</summary>
    public BinaryData(byte[] data) => _bytes = data;

    /// <summary>Wraps bytes without copying them.</summary>
    public BinaryData(ReadOnlyMemory<byte> data) => _bytes = data;

    /// <summary>Wraps bytes without copying them.</summary>
    public static BinaryData FromBytes(byte[] data) => new(data);

    /// <summary>Wraps bytes without copying them.</summary>
    public static BinaryData FromBytes(ReadOnlyMemory<byte> data) => new(data);

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> ToMemory() => _bytes;

    /// <summary>A copy of the bytes.</summary>
    public byte[] ToArray() => _bytes.ToArray();
}
