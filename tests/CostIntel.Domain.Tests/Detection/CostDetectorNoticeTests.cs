using CostIntel.Domain.Detection.Costs;
using static CostIntel.Domain.Tests.Detection.CostSeries;

namespace CostIntel.Domain.Tests.Detection;

public sealed class CostDetectorNoticeTests
{
    [Fact]
    public void A_change_that_lasts_is_told_once_and_is_the_new_normal_within_days()
    {
        var (detector, _) = Fed(4 * Week, Steady);
        var raised = Raised(detector, 4 * Week, 3 * Week, hour => 2.5 * Steady(hour));

        Assert.Equal(4 * Week, Assert.Single(raised));
        Assert.InRange(detector.Expect(Monday + (7 * Week)).Expected, 22, 28);
    }

    [Fact]
    public void What_comes_on_top_of_a_change_that_goes_on_is_told()
    {
        var (detector, _) = Fed(4 * Week, Steady);
        Raised(detector, 4 * Week, 26, hour => 2.5 * Steady(hour));

        Assert.Single(Raised(detector, (4 * Week) + 26, 3, hour => 6 * Steady(hour)));
    }

    [Fact]
    public void Going_back_to_the_level_of_last_week_is_a_recovery()
    {
        var (detector, _) = Fed(4 * Week, Steady);
        Raised(detector, 4 * Week, 96, hour => 0.4 * Steady(hour));

        Assert.Empty(Raised(detector, (4 * Week) + 96, 48, Steady));
        Assert.InRange(detector.Expect(Monday + (4 * Week) + 144).Expected, 9, 11);
    }

    [Fact]
    public void A_week_after_a_surge_its_end_is_forgotten()
    {
        var (detector, _) = Fed(6 * Week, Steady);
        Raised(detector, 6 * Week, 70, hour => 3.5 * Steady(hour));

        Assert.Empty(Raised(detector, (6 * Week) + 70, 3 * Week, Steady));
    }

    [Fact]
    public void A_finding_mutes_its_series_for_a_day_unless_it_gets_worse()
    {
        var (detector, _) = Fed(4 * Week, Noisy);
        var first = Feed(detector, 4 * Week, 1, _ => 45);
        var same = Feed(detector, (4 * Week) + 1, 5, _ => 25);
        var worse = Feed(detector, (4 * Week) + 6, 1, _ => 1e6);

        Assert.Single(first);
        Assert.Empty(same);
        Assert.Single(worse);
    }

    [Fact]
    public void An_announced_change_is_learnt_and_not_raised()
    {
        var (detector, _) = Fed(4 * Week, Steady);
        detector.Announce(Monday + (4 * Week));

        Assert.Empty(Feed(detector, 4 * Week, Week, hour => 1.8 * Steady(hour)));
        Assert.InRange(detector.Expect(Monday + (5 * Week)).Expected, 16, 20);
    }

    [Fact]
    public void An_announced_change_hides_no_cost_of_ten_times_the_usual()
    {
        var (detector, _) = Fed(4 * Week, Steady);
        detector.Announce(Monday + (4 * Week));

        Assert.NotEmpty(Feed(detector, 4 * Week, 6, hour => 10 * Steady(hour)));
    }

    [Fact]
    public void The_open_slot_is_raised_when_it_has_passed_what_is_expected_of_all_of_it()
    {
        var (detector, _) = Fed(4 * Week, Office);
        var slot = Monday + (4 * Week) + 10;
        Feed(detector, 4 * Week, 10, Office);
        var expected = Office((4 * Week) + 10);

        Assert.False(detector.JudgeOpen(slot, 0.1 * expected, CostSensitivity.Default, out _));
        Assert.False(detector.JudgeOpen(slot, 1.02 * expected, CostSensitivity.Default, out _));
        Assert.True(detector.JudgeOpen(slot, 4 * expected, CostSensitivity.Default, out var finding));
        Assert.Equal(CostSignal.Pace, finding.Signal);
    }
}
