using CostIntel.Domain.Detection.Costs;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Detection;

public sealed class CostDetectorTests
{
    // A Monday, midnight UTC.
    private const int Monday = 4 * 24;
    private const int Week = 168;

    [Fact]
    public void A_week_and_its_nights_are_usual_and_a_tripled_hour_is_raised_in_that_hour()
    {
        var (detector, findings) = Fed(6 * Week, Office);
        Assert.Empty(findings);

        var raised = Assert.Single(Observe(detector, Monday + (6 * Week), 3 * Office(6 * Week)));
        Assert.Equal((FindingKind.Raised, CostSignal.Spike), (raised.Kind, raised.Signal));
        Assert.InRange(raised.Expected, 0.7 * Office(6 * Week), 1.4 * Office(6 * Week));
    }

    [Fact]
    public void A_change_that_lasts_is_found_at_once_and_is_the_new_normal_within_days()
    {
        var (detector, _) = Fed(4 * Week, Steady);
        var findings = Feed(detector, 4 * Week, 3 * Week, hour => 2.5 * Steady(hour));

        Assert.Equal(Monday + (4 * Week), findings[0].Slot);
        Assert.All(findings, finding => Assert.True(finding.Slot < Monday + (4 * Week) + 72));
        Assert.InRange(detector.Expect(Monday + (7 * Week)).Expected, 22, 28);
    }

    [Fact]
    public void Going_back_to_the_level_of_last_week_is_a_recovery()
    {
        var (detector, _) = Fed(4 * Week, Steady);
        Feed(detector, 4 * Week, 96, hour => 0.4 * Steady(hour));

        Assert.Empty(Feed(detector, (4 * Week) + 96, 48, Steady));
    }

    [Fact]
    public void A_leak_of_a_percent_an_hour_is_found()
    {
        var (detector, _) = Fed(5 * Week, Office);
        var findings = Feed(detector, 5 * Week, 200, hour => Office(hour) * (1 + (0.01 * (hour - (5 * Week)))));

        Assert.Contains(findings, finding => finding.Kind == FindingKind.Raised);
    }

    [Fact]
    public void What_was_always_charged_and_is_charged_no_more_is_raised_when_the_slot_has_settled()
    {
        var (detector, _) = Fed(4 * Week, Steady);
        var slot = Monday + (4 * Week);

        Assert.Empty(Observe(detector, slot, 0));
        var findings = Settle(detector, slot);
        Assert.Equal([FindingKind.Raised, FindingKind.Confirmed], findings.Select(finding => finding.Kind));
        Assert.Equal(CostSignal.DropToZero, findings[0].Signal);
    }

    [Fact]
    public void A_zero_says_nothing_in_a_series_that_is_often_zero()
    {
        var noise = new Noise(5);
        var (detector, _) = Fed(4 * Week, hour => noise.Uniform() < 0.5 ? 0 : 10);

        Assert.Empty(Feed(detector, 4 * Week, 24, _ => 0));
    }

    [Fact]
    public void Day_one_has_no_storm_and_yet_a_huge_spike_in_it_is_seen()
    {
        var detector = new CostDetector(SeriesStep.Hour);

        Assert.Empty(Feed(detector, 0, 24, Office));
        var raised = Assert.Single(Observe(detector, Monday + 24, 500 * Office(24)));
        Assert.Equal(CostSignal.FirstSeen, raised.Signal);
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

    [Fact]
    public void An_announced_change_is_learnt_and_not_raised()
    {
        var (detector, _) = Fed(4 * Week, Steady);
        detector.Announce(Monday + (4 * Week));

        Assert.Empty(Feed(detector, 4 * Week, Week, hour => 1.8 * Steady(hour)));
        Assert.InRange(detector.Expect(Monday + (5 * Week)).Expected, 16, 20);
    }

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
    public void A_constant_series_is_usual_and_its_change_is_not()
    {
        var (detector, findings) = Fed(4 * Week, _ => 7);

        Assert.Empty(findings);
        Assert.Single(Observe(detector, Monday + (4 * Week), 14));
    }

    [Fact]
    public void Daily_series_learn_their_week()
    {
        var detector = new CostDetector(SeriesStep.Day);
        var findings = new List<CostFinding>();
        for (var day = 4; day < 4 + 84; day++)
        {
            findings.AddRange(Observe(detector, day, DayCost(day)));
        }

        Assert.Empty(findings);
        Assert.Equal(FindingKind.Raised, Assert.Single(Observe(detector, 88, 4 * DayCost(88))).Kind);
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
        var steps = from jump in Gen.Frequency((8, Gen.Constant(1)), (1, Gen.Choose(-90, 500))) from total in totals select (jump, total);
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

    private static double Steady(int hour) => 10 * (1 + (0.01 * new Noise((ulong)hour + 17).Gauss()));

    private static double Noisy(int hour) => 10 * Math.Exp(0.1 * new Noise((ulong)hour + 31).Gauss());

    private static double Office(int hour)
    {
        var (hourOfDay, day) = (hour % 24, hour / 24 % 7);
        var busy = hourOfDay is >= 8 and < 18 && day < 5;
        return (busy ? 20 : 6) * (1 + (0.04 * new Noise((ulong)hour + 99).Gauss()));
    }

    private static double DayCost(int day) => ((day + 3) % 7 >= 5 ? 100 : 240) * (1 + (0.03 * new Noise((ulong)day).Gauss()));

    private static (CostDetector Detector, List<CostFinding> Findings) Fed(int hours, Func<int, double> cost)
    {
        var detector = new CostDetector(SeriesStep.Hour);
        return (detector, Feed(detector, 0, hours, cost));
    }

    private static List<CostFinding> Feed(CostDetector detector, int from, int hours, Func<int, double> cost) =>
        [.. Enumerable.Range(from, hours).SelectMany(hour => Observe(detector, Monday + hour, cost(hour)))];

    private static List<CostFinding> Observe(CostDetector detector, int slot, double total)
    {
        var findings = default(FindingBuffer);
        detector.Observe(slot, total, CostSensitivity.Default, ref findings);
        return List(findings);
    }

    private static List<CostFinding> Settle(CostDetector detector, int slot)
    {
        var findings = default(FindingBuffer);
        detector.SettleThrough(slot, CostSensitivity.Default, ref findings);
        return List(findings);
    }

    private static List<CostFinding> List(FindingBuffer findings) =>
        [.. Enumerable.Range(0, findings.Count).Select(index => findings[index])];
}
