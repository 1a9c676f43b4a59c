using CostIntel.Domain.Detection.Metrics;

namespace CostIntel.Domain.Tests.Detection;

public sealed class MetricNoveltyTests
{
    [Fact]
    public void A_range_tells_how_far_outside_a_value_lies_and_then_includes_it()
    {
        var range = RangeNovelty.Start(0);
        range.Step(10);

        Assert.Equal(0, range.Step(4));
        Assert.Equal(0.2, range.Step(12), 9);
        Assert.Equal(0, range.Step(12));
        Assert.Equal(0.5, range.Step(-6), 9);
        Assert.Equal((-6, 12), (range.Low, range.High));
    }

    [Fact]
    public void A_sequence_is_new_once_where_sequences_repeat()
    {
        var range = RangeNovelty.Start(0);
        range.Step(10);
        var context = ContextNovelty.Start(3, 8);
        for (var i = 0; i < 1_000; i++)
        {
            context.Step(i % 3 * 4, range);
        }

        Assert.True(context.Step(9, range) > 0);
        context.Step(9, range);
        context.Step(9, range);
        Assert.Equal(0, context.Step(9, range));
    }

    [Fact]
    public void A_new_sequence_says_nothing_where_most_are_new()
    {
        var range = RangeNovelty.Start(0);
        range.Step(1);
        var (context, noise) = (ContextNovelty.Start(6, 4), new Noise(7));
        var sum = 0.0;
        for (var i = 0; i < 300; i++)
        {
            sum += context.Step(noise.Uniform(), range);
        }

        Assert.True(sum < 5, $"{sum} of 300 new sequences.");
    }

    [Fact]
    public void A_strength_is_as_rare_as_the_share_of_those_as_strong()
    {
        var rarity = default(Rarity);
        for (var i = 0; i < 1_000; i++)
        {
            rarity.Step(i % 100 == 0 ? 4 : 0.1);
        }

        Assert.InRange(rarity.Step(4), 1.9, 2.1);
        Assert.InRange(rarity.Step(0.1), 0, 0.01);
        Assert.InRange(rarity.Step(100), 3, 3.5);
    }

    [Fact]
    public void What_was_strong_long_ago_no_longer_makes_a_strength_usual()
    {
        var (once, always) = (default(Rarity), default(Rarity));
        for (var i = 0; i < 400_000; i++)
        {
            once.Step(i < 20_000 ? 4 : 0.1);
            always.Step(i % 20 == 0 ? 4 : 0.1);
        }

        Assert.True(once.Step(4) > always.Step(4) + 0.5);
    }

    [Fact]
    public void A_view_counts_at_most_one_and_unitless_ones_nothing_before_they_have_settled()
    {
        var (novelties, views) = (default(ViewNovelties), new double[ViewNovelties.Count]);
        Assert.Equal(0, novelties.Step(views, 1));

        Array.Fill(views, 1e100);
        Assert.Equal(LevelViews.Count + SeasonViews.RawCount, novelties.Step(views, 2), 6);
        Assert.Equal(0, novelties.Step(views, 101));
        Array.Fill(views, 1e140);
        Assert.Equal(ViewNovelties.Count, novelties.Step(views, 102), 6);
    }
}
