using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace CostIntel.Domain.Identity;

/// <summary>Hashes that never change, since what is on disk was placed and named by them.</summary>
public static class PermanentHash
{
    private const int HashBytes = 16;
    private const ulong Seed = 0x9E3779B97F4A7C15;
    private const ulong Multiplier = 0xBF58476D1CE4E5B9;

    /// <summary>64 bits, fast; not for adversaries.</summary>
    public static ulong Hash64(ReadOnlySpan<byte> bytes)
    {
        var hash = unchecked(Seed ^ ((ulong)bytes.Length * Multiplier));
        while (bytes.Length >= sizeof(ulong))
        {
            hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        var rest = 0UL;
        for (var i = 0; i < bytes.Length; i++)
        {
            rest |= (ulong)bytes[i] << (8 * i);
        }

        return Mix(Mix(hash, rest), Multiplier);
    }

    /// <summary>128 bits of SHA-256: equal hashes are taken for equal content.</summary>
    public static byte[] Hash128(ReadOnlySpan<byte> bytes) => SHA256.HashData(bytes)[..HashBytes];

    /// <summary>The partition of a resource.</summary>
    /// <param name="resource">Canonical resource key.</param>
    /// <param name="partitionCount">How many partitions there are.</param>
    public static int PartitionOf(string resource, int partitionCount) =>
        (int)(Hash64(System.Text.Encoding.UTF8.GetBytes(resource)) % (ulong)partitionCount);

    private static ulong Mix(ulong hash, ulong value)
    {
        unchecked
        {
            var product = Math.BigMul(hash ^ value, Multiplier, out var low);
            return BitOperations.RotateLeft(product ^ low, 29) + Seed;
        }
    }
}
