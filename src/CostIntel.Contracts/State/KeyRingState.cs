using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Access;
using Google.Protobuf;

namespace CostIntel.Contracts.State;

/// <summary>The keys of a tenant as they are stored.</summary>
public static class KeyRingState
{
    /// <summary>The stored form.</summary>
    public static KeyRingSnapshot ToSnapshot(this KeyRing ring)
    {
        var snapshot = new KeyRingSnapshot();
        snapshot.Keys.AddRange(ring.Keys.Select(ToStored));
        return snapshot;
    }

    /// <summary>The keys from their stored form.</summary>
    public static KeyRing ToKeyRing(this KeyRingSnapshot snapshot)
    {
        var ring = new KeyRing();
        foreach (var key in snapshot.Keys)
        {
            ring.Restore(ToRecord(key));
        }

        return ring;
    }

    /// <summary>The stored form of one key.</summary>
    public static StoredKey ToStored(this KeyRecord key)
    {
        var stored = new StoredKey
        {
            KeyId = key.KeyId,
            Name = key.Name,
            Salt = ByteString.CopyFrom(key.Secret.Salt),
            Iterations = key.Secret.Iterations,
            Hash = ByteString.CopyFrom(key.Secret.Hash),
            CreatedMs = key.CreatedUtc.ToUnixTimeMilliseconds(),
            ExpiresMs = key.ExpiresUtc?.ToUnixTimeMilliseconds() ?? 0,
            RevokedMs = key.RevokedUtc?.ToUnixTimeMilliseconds() ?? 0,
            ReplacedBy = key.ReplacedBy ?? "",
        };
        stored.Roles.AddRange(key.Roles.Select(role => (int)role));
        stored.Groups.AddRange(key.Groups);
        return stored;
    }

    /// <summary>One key from its stored form.</summary>
    public static KeyRecord ToRecord(this StoredKey key) => new(
        key.KeyId,
        key.Name,
        [.. key.Roles.Select(role => (Role)role)],
        [.. key.Groups],
        new SecretHash(key.Salt.ToByteArray(), key.Iterations, key.Hash.ToByteArray()),
        DateTimeOffset.FromUnixTimeMilliseconds(key.CreatedMs),
        Time(key.ExpiresMs),
        Time(key.RevokedMs),
        key.ReplacedBy.Length == 0 ? null : key.ReplacedBy);

    private static DateTimeOffset? Time(long milliseconds) =>
        milliseconds == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
