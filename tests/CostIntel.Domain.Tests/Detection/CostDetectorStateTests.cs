using CostIntel.Domain.Detection.Costs;
using FsCheck;
using FsCheck.Fluent;
using static CostIntel.Domain.Tests.Detection.CostSeries;

namespace CostIntel.Domain.Tests.Detection;

public sealed class CostDetectorStateTests
{
    [Fact]
    public void Credits_and_what_is_no_number_neither_alert_nor_teach()
    {
        var (detector, _) = Fed(4 * Week, Steady);
        var before = detector.Expect(Monday + (5 * Week));

        Assert.Empty(Observe(detector, Monday + (4 * Week), -5_000));
        Assert.Empty(Observe(detector, Monday + (4 * Week) + 1, double.NaN));
        Assert.Empty(Observe(detector, Monday + (4 * Week) + 1, double.PositiveInfinity));
        Assert.Equal(before, detector.Expect(Monday + (5 * Week)));
    }

    [Fact]
    public void A_clock_that_jumps_years_ahead_costs_no_time_and_raises_nothing()
    {
        var (detector, _) = Fed(4 * Week, Steady);

        Assert.Empty(Observe(detector, 1_000_000_000, Steady(0)));
        Assert.Equal(1_000_000_000, detector.Newest);
    }

    [Fact]
    public void Its_state_is_at_most_four_kilobytes_and_a_copy_goes_on_the_same_way()
    {
        Assert.InRange(CostDetector.StateBytes, 1, 4_096);
        var (detector, _) = Fed(3 * Week, Office);
        var state = new byte[CostDetector.StateBytes];
        detector.Save(state);
        var copy = CostDetector.Restore(state)!;

        var next = Feed(detector, 3 * Week, Week, hour => hour % 50 == 0 ? 90 : Office(hour));
        Assert.NotEmpty(next);
        Assert.Equal(next, Feed(copy, 3 * Week, Week, hour => hour % 50 == 0 ? 90 : Office(hour)));
        Assert.Null(CostDetector.Restore(state.AsSpan(1)));
        state[0]++;
        Assert.Null(CostDetector.Restore(state));
    }

    [Fact]
    public void Whatever_it_is_fed_scores_stay_between_0_and_1()
    {
        var totals = Gen.OneOf(
            Gen.Elements(0.0, -1, 1e-300, 1e300, double.MaxValue, double.NaN, double.NegativeInfinity),
            Gen.Choose(0, 1_000).Select(value => value / 7.0));
        var jumps = Gen.Frequency((8, Gen.Constant(1)), (1, Gen.Choose(-90, 500)));
        var steps = from jump in jumps from total in totals select (jump, total);
        Prop.ForAll(steps.ListOf().ToArbitrary(), list =>
        {
            var (detector, slot) = (new CostDetector(SeriesStep.Hour), 1_000);
            foreach (var (jump, total) in list)
            {
                slot += jump;
                var found = Observe(detector, slot, total);
                Assert.All(found, finding => Assert.InRange(finding.Score, 0, 1));
                Assert.InRange(detector.LastScore, 0, 1);
                Assert.False(double.IsNaN(detector.Expect(slot + 1).Expected));
            }
        }).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void A_point_allocates_nothing()
    {
        var (detector, _) = Fed(2 * Week, Steady);
        var findings = default(FindingBuffer);
        var slot = detector.Newest;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i <= 1_000; i++)
        {
            detector.Observe(slot + i, 10, CostSensitivity.Default, ref findings);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
