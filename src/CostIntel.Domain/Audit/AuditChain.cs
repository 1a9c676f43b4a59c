using System.Security.Cryptography;

namespace CostIntel.Domain.Audit;

/// <summary>
/// Ties the entries of a tenant together: the hash of each covers the hash of the one before and its own bytes. Whoever
/// changes an entry has to change all that follow, and every hash that was noted elsewhere gives it away.
/// </summary>
public static class AuditChain
{
    /// <summary>A mark is set after so many entries.</summary>
    public const int CheckpointEvery = 256;

    /// <summary>Where the chain of a tenant begins: no entry of another tenant's fits into it.</summary>
    public static AuditMark Start(string tenant) =>
        new(0, Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"costintel audit 1\n{tenant}"))));

    /// <summary>The link of an entry behind a mark.</summary>
    public static AuditLink Append(AuditMark head, DateTimeOffset atUtc, AuditNote note)
    {
        var payload = new AuditEntry(head.Sequence + 1, atUtc, note.Bounded()).ToBytes();
        return new(head.Sequence + 1, payload, Next(head.Hash, payload));
    }

    /// <summary>SHA-256, lower case hex, of the hash before and an entry's canonical bytes.</summary>
    public static string Next(string previous, ReadOnlySpan<byte> payload)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Convert.FromHexString(previous));
        sha.AppendData(payload);
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
