namespace CostIntel.Grains.Access;

/// <summary>The keys of one tenant, keyed by its canonical id. Keys travel in their stored form.</summary>
[Alias("costintel.key-ring")]
public interface IKeyRingGrain : IGrainWithStringKey
{
    /// <summary>A key by its id; null for none.</summary>
    [Alias("find")]
    Task<StoredKeyBytes?> FindAsync(string keyId);

    /// <summary>All keys, oldest first.</summary>
    [Alias("list")]
    Task<StoredKeyBytes[]> ListAsync();

    /// <summary>Adds a key; durable when it returns. Adding it again changes nothing.</summary>
    /// <returns>What is wrong; null for nothing.</returns>
    [Alias("add")]
    Task<string?> AddAsync(StoredKeyBytes key);

    /// <summary>Adds a key if it is the first one of the tenant; true when it is, or was added before.</summary>
    [Alias("add-first")]
    Task<bool> TryAddFirstAsync(StoredKeyBytes key);

    /// <summary>Revokes a key; durable when it returns.</summary>
    /// <returns>What is wrong; null for nothing.</returns>
    [Alias("revoke")]
    Task<string?> RevokeAsync(string keyId);

    /// <summary>Puts a new key beside an old one; durable when it returns.</summary>
    /// <returns>What is wrong; null for nothing.</returns>
    [Alias("rotate")]
    Task<string?> RotateAsync(string keyId, StoredKeyBytes replacement, TimeSpan overlap);
}

/// <summary>A key in its stored form.</summary>
/// <param name="Bytes">A StoredKey message.</param>
[GenerateSerializer, Immutable, Alias("costintel.stored-key")]
public sealed record StoredKeyBytes([property: Id(0)] byte[] Bytes);
