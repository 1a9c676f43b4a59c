namespace CostIntel.Connectors.Generation;

/// <summary>Numbers that look drawn by lot but follow from seed and place alone, in any order of asking.</summary>
internal static class Chance
{
    /// <summary>64 bits for a place named by up to three numbers.</summary>
    public static ulong Bits(long seed, long first, long second = 0, long third = 0)
    {
        unchecked
        {
            var state = Spread((ulong)seed + 0x9E3779B97F4A7C15);
            state = Spread(state ^ (ulong)first);
            state = Spread(state ^ ((ulong)second * 0xD1B54A32D192ED03));
            return Spread(state ^ ((ulong)third * 0x8CB92BA72F3D8DD7));
        }
    }

    /// <summary>A number from 0 to <paramref name="count"/> - 1.</summary>
    public static int Below(int count, long seed, long first, long second = 0, long third = 0) =>
        (int)(Bits(seed, first, second, third) % (ulong)count);

    // The finaliser of SplitMix64.
    private static ulong Spread(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
