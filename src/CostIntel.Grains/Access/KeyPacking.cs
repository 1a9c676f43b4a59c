using CostIntel.Contracts.State;
using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Access;
using Google.Protobuf;

namespace CostIntel.Grains.Access;

/// <summary>Keys in the form in which they travel.</summary>
public static class KeyPacking
{
    /// <summary>Packs a key.</summary>
    public static StoredKeyBytes Pack(this KeyRecord key) => new(key.ToStored().ToByteArray());

    /// <summary>Unpacks a key.</summary>
    public static KeyRecord Unpack(this StoredKeyBytes key) => StoredKey.Parser.ParseFrom(key.Bytes).ToRecord();
}
