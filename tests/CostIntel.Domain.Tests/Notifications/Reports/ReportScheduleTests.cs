using CostIntel.Domain.Notifications.Reports;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Notifications.Reports;

public sealed class ReportScheduleTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly TimeZoneInfo[] Zones =
    [
        TimeZoneInfo.Utc, Berlin, .. new[]
        {
            "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Australia/Lord_Howe",
            "America/Sao_Paulo",
        }.Select(TimeZoneInfo.FindSystemTimeZoneById),
    ];

    private static readonly Arbitrary<(ReportSchedule Schedule, DateTimeOffset Now)> Cases = (
        from every in Gen.Elements(ReportEvery.Daily, ReportEvery.Weekly, ReportEvery.Monthly)
        from minutes in Gen.Choose(0, (24 * 60) - 1)
        from zone in Gen.Elements(Zones)
        from seconds in Gen.Choose(0, int.MaxValue)
        select (
            new ReportSchedule(every, TimeOnly.MinValue.AddMinutes(minutes), zone),
            new DateTimeOffset(2010, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds % (30L * 365 * 86_400)))).ToArbitrary();

    [Theory]
    [InlineData(ReportEvery.Daily, "2026-11-20", "2026-11-20", "2026-11-21")]
    [InlineData(ReportEvery.Weekly, "2026-W46", "2026-11-09", "2026-11-16")]
    [InlineData(ReportEvery.Monthly, "2026-10", "2026-10-01", "2026-11-01")]
    public void The_last_period_that_is_over_is_whole_and_named(ReportEvery every, string name, string from, string to)
    {
        var period = ReportPeriod.LastOver(every, Utc("2026-11-21T13:00Z"));

        Assert.Equal(name, period.Name);
        Assert.Equal((Utc(from + "T00:00Z"), Utc(to + "T00:00Z")), (period.FromUtc, period.ToUtc));
    }

    [Theory]
    [InlineData("08:00", "Europe/Berlin", "2026-07-01T00:00Z", "2026-07-01T06:00Z")]
    [InlineData("08:00", "Europe/Berlin", "2026-12-01T00:00Z", "2026-12-01T07:00Z")]
    [InlineData("00:30", "Europe/Berlin", "2026-12-01T00:00Z", "2026-12-01T23:30Z")]
    [InlineData("20:00", "America/New_York", "2026-12-01T00:00Z", "2026-12-01T01:00Z")]
    [InlineData("08:00", "Pacific/Kiritimati", "2026-12-01T00:00Z", "2026-12-01T18:00Z")]
    public void A_report_goes_out_the_first_time_the_clock_shows_its_time_after_the_last_day(
        string at, string zone, string end, string due)
    {
        var schedule = new ReportSchedule(
            ReportEvery.Daily, TimeOnly.Parse(at, null), TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal(Utc(due), schedule.DueUtc(ReportPeriod.LastOver(ReportEvery.Daily, Utc(end))));
    }

    [Fact]
    public void A_time_that_the_clock_leaves_out_is_the_first_one_behind_the_gap_and_one_that_comes_twice_the_first()
    {
        var schedule = new ReportSchedule(ReportEvery.Daily, new TimeOnly(2, 30), Berlin);

        Assert.Equal(Utc("2026-03-29T01:00Z"), schedule.DueUtc(ReportPeriod.LastOver(ReportEvery.Daily, Utc("2026-03-29T00:00Z"))));
        Assert.Equal(Utc("2026-10-25T00:30Z"), schedule.DueUtc(ReportPeriod.LastOver(ReportEvery.Daily, Utc("2026-10-25T00:00Z"))));
    }

    [Fact]
    public void An_engine_that_was_down_sends_the_last_report_late_but_not_too_late()
    {
        var schedule = new ReportSchedule(ReportEvery.Weekly, new TimeOnly(8, 0), TimeZoneInfo.Utc);
        var since = Utc("2026-11-01T00:00Z");

        Assert.Equal("2026-W46", schedule.Owed(Utc("2026-11-18T12:00Z"), since, null)?.Name);
        Assert.Null(schedule.Owed(Utc("2026-11-19T08:00Z"), since, null));
    }

    [Fact]
    public void What_was_due_before_anybody_wanted_it_does_not_go_out()
    {
        var schedule = new ReportSchedule(ReportEvery.Daily, new TimeOnly(8, 0), TimeZoneInfo.Utc);

        Assert.Null(schedule.Owed(Utc("2026-11-21T09:00Z"), Utc("2026-11-21T08:30Z"), null));
        Assert.NotNull(schedule.Owed(Utc("2026-11-21T09:00Z"), Utc("2026-11-21T07:30Z"), null));
    }

    [Fact]
    public void Whatever_the_zone_a_report_is_of_days_that_are_over_and_the_next_is_due_later() => Prop.ForAll(Cases, one =>
    {
        var last = one.Schedule.LastDue(one.Now);
        var (due, next) = (one.Schedule.DueUtc(last), one.Schedule.NextUtc(one.Now));
        return due >= last.ToUtc && due <= one.Now && next > one.Now && next > due
            // Never more than a day after it is over, or a day and the hour by which clocks change.
            && due - last.ToUtc <= TimeSpan.FromHours(25)
            && last.Next.Before == last && last.Before.ToDay == last.FromDay;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void Looking_now_and_then_finds_each_period_once_and_in_order_also_when_the_clock_is_put_back() => Prop.ForAll(
        Cases, Gen.Choose(-20, 60).ArrayOf(80).ToArbitrary(), (one, hours) =>
        {
            var (now, sent, names) = (one.Now, (int?)null, new List<string>());
            foreach (var step in hours)
            {
                now = now.AddHours(step);
                if (one.Schedule.Owed(now, one.Now, sent) is { } owed)
                {
                    Assert.True(owed.FromDay >= (sent ?? int.MinValue));
                    sent = owed.ToDay;
                    names.Add(owed.Name);
                }
            }

            return names.Distinct().Count() == names.Count;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Two_reports_that_are_due_at_one_time_because_the_clock_was_put_back_both_go_out()
    {
        var schedule = new ReportSchedule(
            ReportEvery.Daily, new TimeOnly(19, 37), TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));
        var now = Utc("2026-11-02T00:37Z");

        var first = schedule.Owed(now, Utc("2026-10-01T00:00Z"), null)!;
        var second = schedule.Owed(now, Utc("2026-10-01T00:00Z"), first.ToDay)!;

        Assert.Equal(("2026-10-31", "2026-11-01"), (first.Name, second.Name));
        Assert.Null(schedule.Owed(now, Utc("2026-10-01T00:00Z"), second.ToDay));
    }

    [Fact]
    public void An_engine_that_is_always_up_leaves_none_out() => Prop.ForAll(Cases, one =>
    {
        var (now, sent) = (one.Now, (int?)null);
        for (var i = 0; i < 30; i++)
        {
            now = one.Schedule.NextUtc(now);
            var count = 0;
            while (one.Schedule.Owed(now, one.Now.AddTicks(-1), sent) is { } owed)
            {
                Assert.True(sent is null || owed.FromDay == sent);
                (sent, count) = (owed.ToDay, count + 1);
            }

            Assert.InRange(count, 1, 2);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static DateTimeOffset Utc(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
