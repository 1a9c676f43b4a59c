using System.Security.Cryptography;
using System.Text;
using CostIntel.Domain.Access;
using CostIntel.Domain.Identity;

namespace CostIntel.Server.Access;

/// <summary>Makes keys from the machine's source of randomness.</summary>
internal sealed class KeyMaker(TimeProvider time)
{
    /// <summary>A key and what is kept of it.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="name">The principal's name.</param>
    /// <param name="roles">The principal's roles.</param>
    /// <param name="groups">The principal's groups.</param>
    /// <param name="lifetime">Null for ever.</param>
    /// <param name="requestId">Gives the key an id that the same request gets again; empty for a random one.</param>
    public (ApiKeyText Text, KeyRecord Record) Make(
        TenantId tenant, string name, Role[] roles, string[] groups, TimeSpan? lifetime, string requestId)
    {
        var random = RandomNumberGenerator.GetBytes(ApiKeyText.RandomBytes);
        if (requestId.Length > 0)
        {
            SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant} {requestId}")).AsSpan(0, ApiKeyText.IdBytes).CopyTo(random);
        }

        return Make(ApiKeyText.Create(tenant, random), name, roles, groups, lifetime);
    }

    /// <summary>What is kept of a key that somebody else has made.</summary>
    public (ApiKeyText Text, KeyRecord Record) Make(
        ApiKeyText text, string name, Role[] roles, string[] groups, TimeSpan? lifetime)
    {
        var now = time.GetUtcNow();
        var hash = SecretHash.Of(text.Secret, RandomNumberGenerator.GetBytes(SecretHash.SaltBytes));
        return (text, new KeyRecord(text.KeyId, name, roles, groups, hash, now, now + lifetime, null, null));
    }
}
