using CostIntel.Domain.Detection.Metrics;

namespace CostIntel.Domain.Tests.Detection;

public sealed class MetricViewsTests
{
    private const int Hour = 3_600;

    [Fact]
    public void A_residual_is_what_an_hour_of_the_week_and_of_the_day_did_not_have_before()
    {
        var profile = default(TimeProfile);
        for (var hour = 0; hour < 4 * 168; hour++)
        {
            profile.Learn((long)hour * Hour, (hour % 168) + (hour / 168 % 2), 0);
        }

        var residual = profile.Learn(4L * 168 * Hour, 50, 0);
        Assert.InRange(residual.Week, 49, 50);
        Assert.InRange(residual.WeekScales, 20, 100);
        Assert.True(residual.DayScales < residual.WeekScales);
    }

    [Fact]
    public void An_hour_that_has_not_been_seen_is_compared_with_the_level_and_has_no_scales()
    {
        var profile = default(TimeProfile);

        Assert.Equal(new(7, 0, 0, 0), profile.Learn(-5 * Hour, 10, 3));
        Assert.Equal(10, profile.OfWeek(-5 * Hour));
        Assert.Null(profile.OfWeek(0));
    }

    [Fact]
    public void One_outlier_moves_a_bounded_mean_no_more_than_its_bound()
    {
        var (views, seasons) = (new double[SeasonViews.Count], default(SeasonViews));
        seasons.Step(new(0, 100, 0, 100), views);

        Assert.Equal(20, views[6], 9);
        Assert.All(views[8..], view => Assert.InRange(view, 0, 0.6 + 1e-9));
    }

    [Fact]
    public void Shares_of_jumps_rise_with_jumps_and_do_not_know_the_unit()
    {
        var (calm, wild) = (Jumps(500, 1), Jumps(20, 1));

        Assert.All(calm.Zip(wild).SkipLast(1), pair => Assert.True(pair.Second > pair.First));
        Assert.All(wild.Zip(Jumps(20, 1_024)), pair => Assert.Equal(pair.First, pair.Second, 9));
    }

    [Fact]
    public void Levels_of_a_constant_series_are_its_value_and_their_differences_nothing()
    {
        var (views, levels) = (new double[LevelViews.Count], LevelViews.Start(8));
        levels.Step(8, views);

        Assert.Equal([8, 8, 8, 8, 0, 0, 0], views[..7]);
        Assert.Equal([0, 0, 0], views[9..]);
    }

    private static double[] Jumps(int every, double unit)
    {
        var (noise, jumps, views) = (new Noise(11), JumpViews.Start(0), new double[JumpViews.Count]);
        for (var i = 1; i < 1_000; i++)
        {
            jumps.Step(unit * (noise.Gauss() + (i % every == every - 1 ? 100 : 0)), i, views);
        }

        return views;
    }
}
