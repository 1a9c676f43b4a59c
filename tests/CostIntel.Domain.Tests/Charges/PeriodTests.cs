using CostIntel.Domain.Charges;

namespace CostIntel.Domain.Tests.Charges;

/// <summary>The last second that is right and the first that is wrong.</summary>
public sealed class PeriodTests
{
    private const int Day = 86_400;

    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly long Earliest = ChargeLimits.Earliest.ToUnixTimeSeconds();
    private static readonly long Latest = (Now + ChargeLimits.AheadMax).ToUnixTimeSeconds();
    private static readonly long Longest = (long)ChargeLimits.PeriodMax.TotalSeconds;

    public static TheoryData<long, long, string?> Periods => new()
    {
        { Earliest, Earliest + 1, null },
        { Earliest - 1, Earliest + 1, "ChargePeriodStart" },
        { Latest, Latest + Day, null },
        { Latest + 1, Latest + Day, "ChargePeriodStart" },
        { Earliest, Earliest + Longest, null },
        { Earliest, Earliest + Longest + 1, "ChargePeriodEnd" },
        { Earliest, Earliest, "ChargePeriodEnd" },
        { long.MinValue, long.MaxValue, "ChargePeriodStart" },
        { Earliest, long.MaxValue, "ChargePeriodEnd" },
        { long.MaxValue, long.MinValue, "ChargePeriodEnd" },
    };

    [Theory]
    [MemberData(nameof(Periods))]
    public void A_period_lies_within_the_limits(long start, long end, string? field) =>
        Assert.Equal(field, ChargeValidation.CheckPeriod(start, end, Now)?.Field);

    [Fact]
    public void The_longest_period_fits_the_seconds_of_a_record() => Assert.InRange(Longest, 1, int.MaxValue);
}
