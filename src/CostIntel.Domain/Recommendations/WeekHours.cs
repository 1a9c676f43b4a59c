using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Recommendations;

/// <summary>Hours of the week, UTC, from Monday 00:00: those in which something runs.</summary>
/// <param name="Low">The first 64 hours, lowest bit first.</param>
/// <param name="Middle">The next 64.</param>
/// <param name="High">The last 40.</param>
public readonly record struct WeekHours(ulong Low, ulong Middle, ulong High)
{
    private const int WordBits = 64;
    private const ulong HighBits = (1UL << (WeekShape.Hours - (2 * WordBits))) - 1;

    /// <summary>Always.</summary>
    public static WeekHours Always { get; } = new(ulong.MaxValue, ulong.MaxValue, HighBits);

    /// <summary>Never.</summary>
    public static WeekHours Never { get; }

    /// <summary>How many hours of the 168.</summary>
    public int Count =>
        System.Numerics.BitOperations.PopCount(Low) + System.Numerics.BitOperations.PopCount(Middle)
        + System.Numerics.BitOperations.PopCount(High);

    /// <summary>The hours for which something holds.</summary>
    /// <param name="holds">Of each hour of the week, 0 to 167.</param>
    public static WeekHours Of(Func<int, bool> holds)
    {
        Span<ulong> words = stackalloc ulong[3];
        for (var hour = 0; hour < WeekShape.Hours; hour++)
        {
            words[hour / WordBits] |= (holds(hour) ? 1UL : 0) << (hour % WordBits);
        }

        return new(words[0], words[1], words[2]);
    }

    /// <summary>True for an hour that is one of them.</summary>
    /// <param name="hourOfWeek">0 to 167, see <see cref="WeekShape.HourOfWeek"/>.</param>
    public bool Contains(int hourOfWeek)
    {
        var word = (hourOfWeek / WordBits) switch { 0 => Low, 1 => Middle, _ => High };
        return ((word >> (hourOfWeek % WordBits)) & 1) != 0;
    }
}
