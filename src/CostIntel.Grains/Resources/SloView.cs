using CostIntel.Domain.Sla;

namespace CostIntel.Grains.Resources;

/// <summary>What was counted for one SLO of a resource.</summary>
/// <param name="SloId">Which SLO.</param>
/// <param name="Good">Good samples in its window.</param>
/// <param name="Bad">Bad samples in its window.</param>
/// <param name="GoodTwoHours">Good samples in the last two UTC hours, of which one goes on.</param>
/// <param name="BadTwoHours">Bad samples in the last two UTC hours, of which one goes on.</param>
/// <param name="GoodDay">Good samples in the last 24 UTC hours, of which one goes on.</param>
/// <param name="BadDay">Bad samples in the last 24 UTC hours, of which one goes on.</param>
/// <param name="SinceSeconds">When the oldest that it ever counted was measured, Unix seconds UTC; 0 before the first.</param>
[GenerateSerializer, Immutable, Alias("costintel.slo-view")]
public sealed record SloView(
    [property: Id(0)] string SloId,
    [property: Id(1)] long Good,
    [property: Id(2)] long Bad,
    [property: Id(3)] long GoodTwoHours,
    [property: Id(4)] long BadTwoHours,
    [property: Id(5)] long GoodDay,
    [property: Id(6)] long BadDay,
    [property: Id(7)] long SinceSeconds)
{
    /// <summary>The view of a meter.</summary>
    /// <param name="meter">What counts.</param>
    /// <param name="nowSeconds">Unix seconds UTC.</param>
    public static SloView Of(SloMeter meter, long nowSeconds)
    {
        var window = meter.StatusAt(nowSeconds);
        // With the hour that goes on, two begun hours hold at least the last 60 minutes.
        var twoHours = meter.Lately(nowSeconds, 2);
        var day = meter.Lately(nowSeconds, SloMeter.HoursKept);
        return new(
            meter.Slo.Id, window.Good, window.Bad, twoHours.Good, twoHours.Bad, day.Good, day.Bad, meter.SinceSeconds);
    }

    /// <summary>Both together.</summary>
    public SloView With(SloView other) => new(
        SloId,
        Good + other.Good,
        Bad + other.Bad,
        GoodTwoHours + other.GoodTwoHours,
        BadTwoHours + other.BadTwoHours,
        GoodDay + other.GoodDay,
        BadDay + other.BadDay,
        Earlier(SinceSeconds, other.SinceSeconds));

    private static long Earlier(long one, long other) => one == 0 || other == 0 ? Math.Max(one, other) : Math.Min(one, other);
}
