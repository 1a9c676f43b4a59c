using System.Security.Cryptography;

namespace CostIntel.Domain.Access;

/// <summary>What is kept of a secret: PBKDF2 with SHA-256 (RFC 8018) over a salt of its own.</summary>
/// <param name="Salt">16 random bytes.</param>
/// <param name="Iterations">How much work a guess costs; kept with the hash, so that it can be raised.</param>
/// <param name="Hash">32 bytes.</param>
public sealed record SecretHash(byte[] Salt, int Iterations, byte[] Hash)
{
    /// <summary>Bytes of a salt.</summary>
    public const int SaltBytes = 16;

    /// <summary>The work for new hashes: some tens of milliseconds. Secrets have 160 random bits in any case.</summary>
    public const int CurrentIterations = 100_000;

    private const int HashBytes = 32;

    /// <summary>Hashes a secret.</summary>
    public static SecretHash Of(string secret, byte[] salt, int iterations = CurrentIterations) =>
        new(salt, iterations, Derive(secret, salt, iterations));

    /// <summary>True for the secret that was hashed; takes the same time for every other one.</summary>
    public bool Matches(string secret) => CryptographicOperations.FixedTimeEquals(Hash, Derive(secret, Salt, Iterations));

    /// <summary>True for a copy of this hash; the same secret hashed anew has another salt and is not one.</summary>
    public bool IsSameAs(SecretHash other) => Iterations == other.Iterations
        && Salt.AsSpan().SequenceEqual(other.Salt) && CryptographicOperations.FixedTimeEquals(Hash, other.Hash);

    private static byte[] Derive(string secret, byte[] salt, int iterations) => Rfc2898DeriveBytes.Pbkdf2(
        System.Text.Encoding.UTF8.GetBytes(secret), salt, iterations, HashAlgorithmName.SHA256, HashBytes);
}
