using System.Buffers.Binary;
using System.Numerics;

namespace CostIntel.Connectors.Focus;

/// <summary>A quick hash of bytes for tables in memory; the same in every run, so that reading is repeatable.</summary>
internal static class ContentHash
{
    private const ulong First = 0x9E3779B185EBCA87;
    private const ulong Second = 0xC2B2AE3D27D4EB4F;

    /// <summary>The hash of the bytes alone.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes) => Finish(Add(0, bytes));

    /// <summary>Goes on with more bytes; their number counts, so that pieces cannot be shifted.</summary>
    public static ulong Add(ulong state, ReadOnlySpan<byte> bytes)
    {
        unchecked
        {
            state = Mix(state, (ulong)bytes.Length);
            while (bytes.Length >= 8)
            {
                state = Mix(state, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
                bytes = bytes[8..];
            }

            var rest = 0UL;
            foreach (var b in bytes)
            {
                rest = (rest << 8) | b;
            }

            return Mix(state, rest);
        }
    }

    /// <summary>Spreads the state over all 64 bits.</summary>
    public static ulong Finish(ulong state)
    {
        unchecked
        {
            state = (state ^ (state >> 29)) * Second;
            return state ^ (state >> 32);
        }
    }

    private static ulong Mix(ulong state, ulong word) =>
        unchecked(BitOperations.RotateLeft(state ^ (word * Second), 31) * First);
}
