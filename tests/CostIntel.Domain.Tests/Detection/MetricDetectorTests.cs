using CostIntel.Domain.Detection.Metrics;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Detection;

public sealed class MetricDetectorTests
{
    private const int FiveMinutes = 300;

    [Fact]
    public void A_spike_out_of_a_day_like_all_others_is_an_alert_and_the_days_are_not()
    {
        var (detector, verdicts) = Fed(7 * 288, Daily);
        Assert.True(verdicts.Skip(2 * 288).Count(verdict => verdict.IsAlert) <= 3);

        var spike = detector.Observe(7L * 288 * FiveMinutes, 300);
        Assert.True(spike.IsAlert);
        Assert.True(spike.Deviation > 5);
    }

    [Fact]
    public void What_follows_an_alert_is_held_back_unless_it_is_much_stronger()
    {
        var (detector, _) = Fed(7 * 288, Daily);
        Assert.True(detector.Observe(7L * 288 * FiveMinutes, 300).IsAlert);

        Assert.All(Feed(detector, (7 * 288) + 1, 20, _ => 310), verdict => Assert.False(verdict.IsAlert));
    }

    [Fact]
    public void Day_one_has_no_storm_and_a_huge_spike_in_its_first_hours_scores()
    {
        var (detector, verdicts) = Fed(60, Daily);

        Assert.DoesNotContain(verdicts, verdict => verdict.IsAlert);
        var spike = detector.Observe(60L * FiveMinutes, 1e6);
        Assert.True(spike.Score > verdicts.Max(verdict => verdict.Score));
        Assert.Equal(MetricPoint.Learning, spike.Point);
    }

    [Fact]
    public void A_constant_series_says_nothing_until_it_changes()
    {
        var (detector, verdicts) = Fed(1_000, _ => 5);

        Assert.All(verdicts, verdict => Assert.InRange(verdict.Score, 0, 0.01));
        Assert.True(detector.Observe(1_000L * FiveMinutes, 6).IsAlert);
    }

    [Fact]
    public void A_day_without_its_rhythm_is_seen_though_no_value_is_unusual()
    {
        var (detector, verdicts) = Fed(14 * 288, Daily);
        var noise = new Noise(5);

        var usual = verdicts.TakeLast(288).Max(verdict => verdict.Score);
        Assert.Contains(Feed(detector, 14 * 288, 288, _ => 50 + (2 * noise.Gauss())), verdict => verdict.Score > usual);
    }

    [Fact]
    public void Jumps_that_come_more_often_are_seen_though_each_is_usual()
    {
        var (detector, verdicts) = Fed(7 * 288, i => Daily(i) + (i % 90 == 0 ? 60 : 0));

        var usual = verdicts.TakeLast(288).Max(verdict => verdict.Score);
        Assert.Contains(
            Feed(detector, 7 * 288, 100, i => Daily(i) + (i % 6 == 0 ? 60 : 0)), verdict => verdict.Score > usual);
    }

    [Fact]
    public void What_cannot_be_judged_is_named_and_teaches_nothing()
    {
        var (detector, _) = Fed(400, Daily);
        var (same, _) = Fed(400, Daily);
        var last = 399L * FiveMinutes;

        Assert.Equal(MetricPoint.Duplicate, detector.Observe(last, 1e9).Point);
        Assert.Equal(MetricPoint.OutOfOrder, detector.Observe(last - 1, 1e9).Point);
        Assert.Equal(MetricPoint.NotANumber, detector.Observe(last + 1, double.NaN).Point);
        Assert.Equal(MetricPoint.NotANumber, detector.Observe(last + 1, double.NegativeInfinity).Point);
        Assert.Equal(Feed(same, 400, 50, Daily), Feed(detector, 400, 50, Daily));
    }

    [Fact]
    public void A_gap_a_jump_of_the_clock_and_another_granularity_are_judged_and_named()
    {
        var (detector, _) = Fed(400, Daily);

        Assert.Equal(MetricPoint.AfterGap, detector.Observe(500L * FiveMinutes, Daily(500)).Point);
        Assert.Equal(MetricPoint.AfterGap, detector.Observe(100_000L * FiveMinutes, Daily(100_000)).Point);
        var hourly = Enumerable.Range(1, 200).Select(hour => detector.Observe((100_000L * FiveMinutes) + (hour * 3_600L), Daily(hour * 12))).ToList();
        Assert.Equal(MetricPoint.Judged, hourly[^1].Point);
    }

    [Fact]
    public void Its_state_is_at_most_four_kilobytes_and_a_copy_goes_on_the_same_way()
    {
        Assert.InRange(MetricDetector.StateBytes, 1, 4_096);
        var (detector, _) = Fed(500, Daily);
        var state = new byte[MetricDetector.StateBytes];
        detector.Save(state);
        var copy = MetricDetector.Restore(state)!;

        Assert.Equal(Feed(detector, 500, 300, i => i % 97 == 0 ? 400 : Daily(i)), Feed(copy, 500, 300, i => i % 97 == 0 ? 400 : Daily(i)));
        Assert.Null(MetricDetector.Restore(state.AsSpan(8)));
        state[0]++;
        Assert.Null(MetricDetector.Restore(state));
    }

    [Fact]
    public void Whatever_it_is_fed_scores_stay_between_0_and_1()
    {
        var values = Gen.OneOf(
            Gen.Elements(0.0, -1, 1e-320, 1e300, -1e300, double.MaxValue, double.MinValue, double.NaN, double.PositiveInfinity),
            Gen.Choose(-1_000, 1_000).Select(value => value / 7.0));
        var points = from step in Gen.Frequency((8, Gen.Constant(300)), (1, Gen.Choose(-1_000, 1_000_000))) from value in values select (step, value);
        Prop.ForAll(points.ListOf().ToArbitrary(), list =>
        {
            var (detector, time) = (new MetricDetector(), 0L);
            foreach (var (step, value) in list)
            {
                time += step;
                Assert.InRange(detector.Observe(time, value).Score, 0, 1);
            }
        }).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void A_point_allocates_nothing()
    {
        var (detector, _) = Fed(300, Daily);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 300; i < 1_300; i++)
        {
            detector.Observe((long)i * FiveMinutes, i % 20);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static double Daily(int i) =>
        50 + (30 * Math.Sin(2 * Math.PI * i / 288)) + (2 * new Noise((ulong)i + 3).Gauss());

    private static (MetricDetector Detector, List<MetricVerdict> Verdicts) Fed(int points, Func<int, double> value)
    {
        var detector = new MetricDetector();
        return (detector, Feed(detector, 0, points, value));
    }

    private static List<MetricVerdict> Feed(MetricDetector detector, int from, int points, Func<int, double> value) =>
        [.. Enumerable.Range(from, points).Select(i => detector.Observe((long)i * FiveMinutes, value(i)))];
}
