using CostIntel.Domain.Detection.Costs;
using FsCheck;
using FsCheck.Fluent;
using static CostIntel.Domain.Tests.Detection.CostSeries;

namespace CostIntel.Domain.Tests.Detection;

public sealed class CostDetectorSettlingTests
{
    [Fact]
    public void A_partial_total_raises_nothing_and_a_spike_that_was_wrong_is_taken_back()
    {
        var (detector, _) = Fed(4 * Week, Steady);
        var slot = Monday + (4 * Week);

        Assert.Empty(Observe(detector, slot, 2));
        Assert.Empty(Observe(detector, slot, Steady(4 * Week)));
        Assert.Equal(FindingKind.Raised, Assert.Single(Observe(detector, slot + 1, 80)).Kind);
        Assert.Empty(Observe(detector, slot + 1, Steady(1)));
        Assert.Equal(FindingKind.Retracted, Assert.Single(Settle(detector, slot + 1)).Kind);
    }

    [Fact]
    public void A_spike_that_stands_when_its_slot_settles_is_confirmed_once()
    {
        var (detector, _) = Fed(4 * Week, Steady);
        var slot = Monday + (4 * Week);
        Observe(detector, slot, 80);

        Assert.Equal(FindingKind.Confirmed, Assert.Single(Settle(detector, slot)).Kind);
        Assert.Empty(Settle(detector, slot));
    }

    [Fact]
    public void Slots_settle_by_themselves_after_84_others()
    {
        var detector = new CostDetector(SeriesStep.Hour);
        Feed(detector, 0, 200, Steady);

        Assert.Equal(detector.Newest - CostDetector.SlotsOpen, detector.SettledThrough);
        Assert.Empty(Observe(detector, detector.SettledThrough, 1e9));
    }

    [Fact]
    public void Restated_slots_leave_the_same_state_as_if_they_had_come_right_at_once()
    {
        Prop.ForAll(Gen.Choose(1, 80).ListOf(20).ToArbitrary(), backs =>
        {
            var (late, _) = Fed(2 * Week, Office);
            var (right, _) = Fed(2 * Week, Office);
            foreach (var slot in backs.Select(back => late.Newest - back).Distinct())
            {
                Observe(late, slot, 5);
                Observe(late, slot, Office(slot - Monday));
            }

            Assert.Equal(right.Expect(right.Newest + 1), late.Expect(late.Newest + 1));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }
}
