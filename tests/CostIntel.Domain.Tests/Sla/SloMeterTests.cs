using CostIntel.Domain.Sla;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Sla;

public sealed class SloMeterTests
{
    private const long Start = TestFacts.Start;
    private const int Day = TestFacts.Day;
    private const int Hour = 3_600;

    [Fact]
    public void The_budget_falls_with_each_bad_sample()
    {
        var meter = new SloMeter(TestFacts.AtMost("latency.p95", 200, 0.9));
        for (var i = 0; i < 100; i++)
        {
            meter.Add(Start + (60 * i), i < 95 ? 200 : 201);
        }

        var status = meter.StatusAt(Start + Hour);

        Assert.Equal((95, 5), (status.Good, status.Bad));
        Assert.Equal(0.95, status.GoodShare, 9);
        Assert.Equal(0.5, status.BudgetLeft, 9);
        Assert.Equal(Start, meter.SinceSeconds);
    }

    [Fact]
    public void The_window_ends_with_today_and_forgets_what_was_before()
    {
        var meter = new SloMeter(TestFacts.AtLeast("availability", 99) with { WindowDays = 7 });
        meter.Add(Start, 0);
        meter.Add(Start + (7 * Day) - 1, 0);
        meter.Add(Start + (7 * Day), 100);

        Assert.Equal((1, 1), Counts(meter.StatusAt(Start + (7 * Day))));
        Assert.Equal((0, 2), Counts(Fed(7, (0, 0), (1, 0)).StatusAt(Start + (6 * Day))));
        Assert.Equal((1, 0), Counts(meter.StatusAt(Start + (13 * Day))));
        Assert.Equal((0, 0), Counts(meter.StatusAt(Start + (14 * Day))));
    }

    /// <summary>The rings forget exactly what left the window, however samples jump ahead or come late.</summary>
    [Fact]
    public void Counts_are_those_of_a_list_of_all_samples() => Prop.ForAll(
        Gen.Choose(0, 90 * 24).Zip(Gen.Elements(0.0, 100.0)).ListOf().ToArbitrary(),
        Gen.Choose(1, SloMeter.DaysKept).ToArbitrary(),
        (samples, window) =>
        {
            var meter = Fed(window, [.. samples.Select(sample => (sample.Item1 / 24.0, sample.Item2))]);
            var newest = samples.Select(sample => sample.Item1).DefaultIfEmpty(0).Max();
            var kept = Kept(samples, 24, SloMeter.DaysKept).Where(sample => sample.Hour / 24 > (newest / 24) - window).ToList();
            var hours = Kept(samples, 1, SloMeter.HoursKept).Where(sample => sample.Hour > newest - 6).ToList();

            return Counts(meter.StatusAt(Start)) == Counted(kept) && meter.Lately(Start, 6) == Counted(hours);
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void What_was_stored_goes_on_as_if_nothing_had_happened() => Prop.ForAll<PositiveInt, PositiveInt>((before, after) =>
    {
        var (meter, never) = (Fed(30), Fed(30));
        Feed(meter, 0, before.Get);
        Feed(never, 0, before.Get);
        var stored = new byte[SloMeter.StateBytes];
        meter.Save(stored);
        var restored = SloMeter.Restore(meter.Slo, stored);
        Feed(restored, before.Get, after.Get);
        Feed(never, before.Get, after.Get);

        return restored.StatusAt(Start) == never.StatusAt(Start)
            && restored.Lately(Start, 24) == never.Lately(Start, 24)
            && restored.Since(Start) == never.Since(Start)
            && restored.SinceSeconds == never.SinceSeconds;
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void A_form_of_another_size_starts_from_nothing() =>
        Assert.Equal(0, SloMeter.Restore(TestFacts.AtMost("requests", 1), new byte[3]).SinceSeconds);

    [Fact]
    public void Its_memory_is_small_and_fixed() => Assert.InRange(SloMeter.StateBytes, 1, 768);

    [Theory]
    [InlineData(20, 30)] // By five minutes.
    [InlineData(5 * 60, 12)] // By the hour.
    [InlineData(26 * 60, 2)] // By the day: both began with their day.
    public void What_was_bad_since_a_change_is_told_apart_from_what_was_before(int minutesAgo, int minutesBefore)
    {
        // At 02:00 UTC, so that a day ago lies in another day.
        var now = Start + (10L * Day) + (2 * Hour);
        var meter = new SloMeter(TestFacts.AtLeast("availability", 99));
        var change = now - (60L * minutesAgo);
        for (var minute = -48 * 60; minute <= 0; minute++)
        {
            var at = now + (60L * minute);
            meter.Add(at, at >= change || at < change - (60L * minutesBefore) ? 0 : 100);
        }

        var (goodBefore, badBefore, good, bad) = meter.Since(change);

        Assert.Equal((0, minutesAgo + 1), (good, bad));
        Assert.Equal(minutesBefore, goodBefore);
        Assert.True(badBefore > 0);
    }

    [Fact]
    public void The_form_without_five_minutes_is_read_and_counts_on()
    {
        var meter = Fed(30, (0, 0), (0.01, 100));
        var stored = new byte[SloMeter.StateBytes];
        meter.Save(stored);
        stored[0] = 1;

        var restored = SloMeter.Restore(meter.Slo, stored.AsSpan(0, 456));
        restored.Add(Start + (2 * Hour), 0);

        Assert.Equal((1, 2), Counts(restored.StatusAt(Start + (2 * Hour))));
        Assert.Equal((1, 1, 0, 1), restored.Since(Start + (2 * Hour)));
    }

    [Fact]
    public void A_new_objective_goes_on_counting_and_a_new_threshold_does_not()
    {
        var meter = new SloMeter(TestFacts.AtMost("latency.p95", 200));

        Assert.True(meter.TryFollow(meter.Slo with { Objective = 0.5, WindowDays = 3 }));
        Assert.Equal(3, meter.Slo.WindowDays);
        Assert.False(meter.TryFollow(meter.Slo with { Threshold = 100 }));
        Assert.False(meter.TryFollow(meter.Slo with { Metric = "latency.p99" }));
        Assert.False(meter.TryFollow(meter.Slo with { Id = "other" }));
        Assert.Equal(200, meter.Slo.Threshold);
    }

    // A sample counts when it was not too old already when it came.
    private static IEnumerable<(int Hour, double Value)> Kept(IEnumerable<(int Hour, double Value)> samples, int hoursEach, int slots)
    {
        var newest = 0;
        foreach (var sample in samples)
        {
            newest = Math.Max(newest, sample.Hour);
            if (sample.Hour / hoursEach > (newest / hoursEach) - slots)
            {
                yield return sample;
            }
        }
    }

    private static (long, long) Counted(IReadOnlyCollection<(int Hour, double Value)> samples) =>
        (samples.Count(sample => sample.Value > 50), samples.Count(sample => sample.Value <= 50));

    private static (long, long) Counts(SloStatus status) => (status.Good, status.Bad);

    private static SloMeter Fed(int window, params (double Day, double Value)[] samples)
    {
        var meter = new SloMeter(TestFacts.AtLeast("availability", 99) with { WindowDays = window });
        foreach (var (day, value) in samples)
        {
            meter.Add(Start + (long)Math.Round(day * Day), value);
        }

        return meter;
    }

    private static void Feed(SloMeter meter, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            meter.Add(Start + (i * 5L * Hour), i % 3 == 0 ? 0 : 100);
        }
    }
}
