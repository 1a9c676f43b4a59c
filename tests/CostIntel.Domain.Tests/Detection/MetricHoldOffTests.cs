using CostIntel.Domain.Detection.Metrics;

namespace CostIntel.Domain.Tests.Detection;

public sealed class MetricHoldOffTests
{
    [Fact]
    public void What_follows_an_alert_is_held_back_for_a_hundred_points()
    {
        var holdOff = HoldOff.Start();
        Assert.Equal(2, holdOff.Step(2));

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(0, holdOff.Step(3));
        }

        Assert.True(holdOff.Step(3) > HoldOff.AlertStrength);
    }

    [Fact]
    public void Something_several_times_as_strong_is_told_at_once()
    {
        var holdOff = HoldOff.Start();
        holdOff.Step(2);

        Assert.True(holdOff.Step(20) > HoldOff.AlertStrength);
    }

    [Fact]
    public void What_is_too_weak_for_an_alert_passes_and_holds_nothing_back()
    {
        var holdOff = HoldOff.Start();

        Assert.Equal(0.5, holdOff.Step(0.5));
        Assert.Equal(2, holdOff.Step(2));
    }

    [Fact]
    public void A_series_that_alerts_often_must_be_stronger_and_is_forgiven_in_time()
    {
        var holdOff = HoldOff.Start();
        var told = Enumerable.Range(0, 10).Select(_ => Next(ref holdOff, 3, 101)).ToList();

        Assert.True(told[^1] < 0.7 * told[0]);
        Assert.InRange(Next(ref holdOff, 3, 20_000), 2.9, 3);
    }

    private static double Next(ref HoldOff holdOff, double strength, int after)
    {
        for (var i = 1; i < after; i++)
        {
            holdOff.Step(0);
        }

        return holdOff.Step(strength);
    }
}
