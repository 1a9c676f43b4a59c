using CostIntel.Domain.Workflow.Approvals.Calendar;
using FsCheck;
using FsCheck.Fluent;
using static CostIntel.Domain.Tests.Workflow.Approvals.TestChanges;

namespace CostIntel.Domain.Tests.Workflow.Approvals;

public sealed class ChangeCalendarTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly DayOfWeek[] Weekdays =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    [Fact]
    public void Without_windows_changes_are_made_at_any_time() =>
        Assert.Equal(Noon, ChangeCalendar.Always.NextOpening(Target("1"), Noon));

    [Theory]
    [InlineData("2026-06-10T12:00Z", "2026-06-10T20:00Z")] // Wednesday afternoon: 22:00 in Berlin.
    [InlineData("2026-06-10T20:00Z", "2026-06-10T20:00Z")] // At the first instant.
    [InlineData("2026-06-11T01:59Z", "2026-06-11T01:59Z")] // In the night that began the day before.
    [InlineData("2026-06-11T02:00Z", "2026-06-11T20:00Z")] // At the end, exclusive.
    [InlineData("2026-06-13T01:00Z", "2026-06-13T01:00Z")] // Saturday morning: Friday's night.
    [InlineData("2026-06-13T12:00Z", "2026-06-15T20:00Z")] // The weekend waits for Monday.
    [InlineData("2026-01-14T12:00Z", "2026-01-14T21:00Z")] // In winter an hour later by UTC.
    public void Nights_of_weekdays_are_those_on_the_clock_of_the_zone(string now, string opening) =>
        Assert.Equal(At(opening), Nights().NextOpening(Target("1"), At(now)));

    [Theory]
    [InlineData(2, 30, 3, 30, "2026-03-28T12:00Z", "2026-03-29T01:00Z")] // 02:30 is skipped: as soon as the gap is over.
    [InlineData(2, 30, 4, 0, "2026-10-24T12:00Z", "2026-10-25T00:30Z")] // 02:30 is shown twice: the first.
    [InlineData(2, 10, 2, 50, "2026-03-28T12:00Z", "2026-03-30T00:10Z")] // Skipped whole: on the next day.
    public void Clocks_that_are_set_do_not_lose_a_window(int fromHour, int fromMinute, int toHour, int toMinute, string now, string opening)
    {
        var window = new ChangeWindow(
            "early", [], Enum.GetValues<DayOfWeek>(), new(fromHour, fromMinute), new(toHour, toMinute), Berlin);

        Assert.Equal(At(opening), new ChangeCalendar([window], []).NextOpening(Target("1"), At(now)));
    }

    [Fact]
    public void A_window_from_midnight_to_midnight_is_a_whole_day()
    {
        var window = new ChangeWindow("sundays", [], [DayOfWeek.Sunday], TimeOnly.MinValue, TimeOnly.MinValue, TimeZoneInfo.Utc);

        Assert.True(window.IsOpen(At("2026-06-14T00:00Z")));
        Assert.True(window.IsOpen(At("2026-06-14T23:59Z")));
        Assert.False(window.IsOpen(At("2026-06-15T00:00Z")));
    }

    [Theory]
    [InlineData("2026-06-10T20:00Z", "2026-06-11T02:00Z")] // From the first instant to the end of the night.
    [InlineData("2026-06-11T01:59Z", "2026-06-11T02:00Z")]
    [InlineData("2026-06-11T02:00Z", "2026-06-11T02:00Z")] // Closed: no time is left.
    [InlineData("2026-10-24T23:00Z", "2026-10-24T23:00Z")] // Saturday.
    [InlineData("2026-03-27T22:00Z", "2026-03-28T03:00Z")] // In winter an hour later by UTC.
    public void A_window_is_open_until_it_closes_on_the_clock_of_the_zone(string now, string closes) =>
        Assert.Equal(At(closes), Nights().OpenUntil(Target("1"), At(now), At("2027-01-01T00:00Z")));

    [Theory]
    [InlineData("2026-03-28T23:00Z", "2026-03-29T02:00Z")] // 04:00 in Berlin, after the clock went from 2 to 3: three hours.
    [InlineData("2026-10-24T22:00Z", "2026-10-25T03:00Z")] // 04:00 in Berlin, after 2 to 3 came twice: five hours.
    public void A_window_is_as_long_as_its_clock_shows_when_that_is_set(string now, string closes)
    {
        var window = new ChangeWindow("early", [], Enum.GetValues<DayOfWeek>(), new(0, 0), new(4, 0), Berlin);

        Assert.Equal(At(closes), new ChangeCalendar([window], []).OpenUntil(Target("1"), At(now), At("2027-01-01T00:00Z")));
    }

    [Fact]
    public void Windows_that_follow_each_other_are_open_until_the_last_closes_or_a_freeze_begins()
    {
        var day = new ChangeWindow("day", [], [DayOfWeek.Wednesday, DayOfWeek.Thursday], new(8, 0), new(20, 0), TimeZoneInfo.Utc);
        var night = day with { Name = "night", From = new(20, 0), To = new(8, 0) };
        var freeze = new ChangeFreeze("peak", [], new(2026, 6, 11, 18, 0, 0), new(2026, 6, 11, 23, 0, 0), TimeZoneInfo.Utc);

        Assert.Equal(At("2026-06-12T08:00Z"), new ChangeCalendar([day, night], []).OpenUntil(Target("1"), Noon, Noon.AddDays(9)));
        Assert.Equal(At("2026-06-11T18:00Z"), new ChangeCalendar([day, night], [freeze]).OpenUntil(Target("1"), Noon, Noon.AddDays(9)));
        Assert.Equal(Noon.AddHours(1), new ChangeCalendar([day, night], [freeze]).OpenUntil(Target("1"), Noon, Noon.AddHours(1)));
        Assert.Equal(Noon.AddDays(9), ChangeCalendar.Always.OpenUntil(Target("1"), Noon, Noon.AddDays(9)));
    }

    [Fact]
    public void Several_targets_are_changed_when_all_are_open()
    {
        ChangeWindow Of(string account, int from, int to) =>
            new(account, [Accounts(account)], Enum.GetValues<DayOfWeek>(), new(from, 0), new(to, 0), TimeZoneInfo.Utc);
        var calendar = new ChangeCalendar([Of("1", 13, 16), Of("2", 15, 18)], []);

        Assert.Equal((At("2026-06-10T15:00Z"), At("2026-06-10T16:00Z")), calendar.NextTime([Target("1"), Target("2")], Noon, Noon.AddDays(1)));
        Assert.Null(calendar.NextTime([Target("1"), Target("2")], Noon, Noon.AddHours(3)));
        Assert.Null(new ChangeCalendar([Of("1", 13, 14), Of("2", 15, 16)], []).NextTime([Target("1"), Target("2")], Noon, Noon.AddDays(30)));
    }

    [Fact]
    public void A_freeze_closes_windows_that_would_be_open()
    {
        var freeze = new ChangeFreeze("peak", [], new(2026, 6, 10, 18, 0, 0), new(2026, 6, 11, 23, 0, 0), Berlin);
        var calendar = Nights() with { Freezes = [freeze] };

        Assert.Contains("freeze 'peak' holds until 2026-06-11 21:00 UTC", calendar.WhyClosed(Target("1"), At("2026-06-10T21:00Z")), StringComparison.Ordinal);
        Assert.Equal(At("2026-06-11T21:00Z"), calendar.NextOpening(Target("1"), At("2026-06-10T21:00Z")));
    }

    [Fact]
    public void Windows_and_freezes_are_for_what_their_scopes_hold()
    {
        var calendar = new ChangeCalendar(
            [Nights().Windows[0] with { Scopes = [Accounts("1")] }],
            [new("audit", [Accounts("2")], new(2026, 6, 1), new(2026, 7, 1), TimeZoneInfo.Utc)]);

        Assert.Contains("it is for 'nights'", calendar.WhyClosed(Target("1"), Noon), StringComparison.Ordinal);
        Assert.Equal(At("2026-07-01T00:00Z"), calendar.NextOpening(Target("2"), Noon));
        Assert.True(calendar.IsOpen(Target("3"), Noon));
    }

    [Fact]
    public void The_next_opening_is_open_not_before_now_and_nothing_before_it_is_open() => Prop.ForAll(
        (from zone in Gen.Elements("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")
         from day in Gen.Choose(0, 6)
         from hours in Gen.Choose(0, 95).Two()
         from freezes in Gen.Choose(0, 200).Three().ListOf(2)
         from minute in Gen.Choose(0, 366 * 24 * 60)
         select (Zone: zone, Day: day, Hours: hours, Freezes: freezes, Minute: minute)).ToArbitrary(),
        sample =>
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(sample.Zone);
            var now = At("2026-01-01T00:00Z").AddMinutes(sample.Minute);
            var window = new ChangeWindow(
                "w", [], [(DayOfWeek)sample.Day, (DayOfWeek)((sample.Day + 3) % 7)],
                Quarter(sample.Hours.Item1), Quarter(sample.Hours.Item2), zone);
            var freezes = sample.Freezes.Select(freeze => new ChangeFreeze(
                "f", [], now.DateTime.AddHours(freeze.Item1 - 100), now.DateTime.AddHours(freeze.Item1 - 99 + freeze.Item2), zone));
            var calendar = new ChangeCalendar([window], [.. freezes]);

            var opening = calendar.NextOpening(Target("1"), now);

            Assert.True(opening >= now && opening.Offset == TimeSpan.Zero);
            Assert.True(calendar.IsOpen(Target("1"), opening));
            for (var at = now; at < opening; at = at.AddMinutes(15))
            {
                Assert.False(calendar.IsOpen(Target("1"), at));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static TimeOnly Quarter(int number) => TimeOnly.MinValue.AddMinutes(15 * number);

    private static ChangeCalendar Nights() => new([new("nights", [], Weekdays, new(22, 0), new(4, 0), Berlin)], []);

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
