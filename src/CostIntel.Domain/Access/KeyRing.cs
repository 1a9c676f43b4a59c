namespace CostIntel.Domain.Access;

/// <summary>The keys of one tenant and the rules by which they come and go.</summary>
public sealed class KeyRing
{
    /// <summary>Keys that a tenant may have, revoked and expired ones included.</summary>
    public const int KeysMax = 10_000;

    private readonly Dictionary<string, KeyRecord> _keys = new(StringComparer.Ordinal);

    /// <summary>All keys, oldest first.</summary>
    public IReadOnlyList<KeyRecord> Keys => [.. _keys.Values.OrderBy(key => key.CreatedUtc).ThenBy(key => key.KeyId, StringComparer.Ordinal)];

    /// <summary>True before the first key.</summary>
    public bool IsEmpty => _keys.Count == 0;

    /// <summary>A key by its id, whether it works or not.</summary>
    public KeyRecord? Find(string keyId) => _keys.GetValueOrDefault(keyId);

    /// <summary>Puts a key there as it is.</summary>
    public void Restore(KeyRecord key) => _keys[key.KeyId] = key;

    /// <summary>Adds a key; adding it again changes nothing. Another secret under the same id is refused.</summary>
    /// <returns>What is wrong; null for nothing.</returns>
    public string? Add(KeyRecord key)
    {
        if (Find(key.KeyId) is { } there)
        {
            return there.Secret.IsSameAs(key.Secret) ? null : $"There is another key '{key.KeyId}' already.";
        }

        if (_keys.Count >= KeysMax)
        {
            return $"A tenant has at most {KeysMax} keys.";
        }

        if (key.Roles.Count == 0)
        {
            return "A key needs at least one role.";
        }

        if (key.ExpiresUtc <= key.CreatedUtc)
        {
            return "A key must expire after it was made.";
        }

        _keys.Add(key.KeyId, key);
        return null;
    }

    /// <summary>Revokes a key; revoking it again changes nothing.</summary>
    /// <returns>What is wrong; null for nothing.</returns>
    public string? Revoke(string keyId, DateTimeOffset now)
    {
        if (Find(keyId) is not { } key)
        {
            return $"There is no key '{keyId}'.";
        }

        if (key.RevokedUtc is null && IsLastAdmin(key, now))
        {
            return $"'{keyId}' is the last key of an admin that works; make another one first.";
        }

        _keys[keyId] = key with { RevokedUtc = key.RevokedUtc ?? now };
        return null;
    }

    /// <summary>Puts a new key beside an old one, which goes on working for a while.</summary>
    /// <param name="keyId">The old key.</param>
    /// <param name="replacement">The new one; it takes over name, roles and groups.</param>
    /// <param name="overlap">How long both work.</param>
    /// <param name="now">UTC.</param>
    /// <returns>What is wrong; null for nothing.</returns>
    public string? Rotate(string keyId, KeyRecord replacement, TimeSpan overlap, DateTimeOffset now)
    {
        if (Find(keyId) is not { } old)
        {
            return $"There is no key '{keyId}'.";
        }

        if (!old.WorksAt(now))
        {
            return $"'{keyId}' no longer works; make a new key.";
        }

        if (old.ReplacedBy is { } other)
        {
            return $"'{keyId}' has been replaced by '{other}' already.";
        }

        var fault = Add(replacement with { Name = old.Name, Roles = old.Roles, Groups = old.Groups });
        if (fault is null)
        {
            var end = now + overlap;
            _keys[keyId] = old with
            {
                ExpiresUtc = old.ExpiresUtc < end ? old.ExpiresUtc : end,
                ReplacedBy = replacement.KeyId,
            };
        }

        return fault;
    }

    private bool IsLastAdmin(KeyRecord key, DateTimeOffset now) => key.WorksAt(now) && key.Roles.Contains(Role.Admin)
        && !_keys.Values.Any(other => other.KeyId != key.KeyId && other.WorksAt(now) && other.Roles.Contains(Role.Admin));
}
