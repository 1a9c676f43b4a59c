namespace CostIntel.Domain.Access;

/// <summary>What is kept of a key.</summary>
/// <param name="KeyId">Names the key.</param>
/// <param name="Name">The principal's name.</param>
/// <param name="Roles">The principal's roles.</param>
/// <param name="Groups">The principal's groups.</param>
/// <param name="Secret">The hash of its secret.</param>
/// <param name="CreatedUtc">When it was made, UTC.</param>
/// <param name="ExpiresUtc">From when on it no longer works, UTC; null for never.</param>
/// <param name="RevokedUtc">When it was revoked, UTC; null when it was not.</param>
/// <param name="ReplacedBy">The key that was made to take its place; null for none.</param>
public sealed record KeyRecord(
    string KeyId,
    string Name,
    IReadOnlyList<Role> Roles,
    IReadOnlyList<string> Groups,
    SecretHash Secret,
    DateTimeOffset CreatedUtc,
    DateTimeOffset? ExpiresUtc,
    DateTimeOffset? RevokedUtc,
    string? ReplacedBy)
{
    /// <summary>Whether the key opens anything at a moment.</summary>
    public bool WorksAt(DateTimeOffset now) => RevokedUtc is null && (ExpiresUtc is not { } end || now < end);
}
