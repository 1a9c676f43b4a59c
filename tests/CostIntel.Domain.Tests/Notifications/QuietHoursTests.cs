using CostIntel.Domain.Incidents;
using CostIntel.Domain.Notifications;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Notifications;

public sealed class QuietHoursTests
{
    private static readonly QuietHours Night = new(new(22, 0), new(7, 0), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    [Theory]
    [InlineData("2026-11-20T20:59:00Z", "2026-11-20T20:59:00Z")]
    [InlineData("2026-11-20T21:00:00Z", "2026-11-21T06:00:00Z")]
    [InlineData("2026-11-21T05:59:00Z", "2026-11-21T06:00:00Z")]
    [InlineData("2026-11-21T06:00:00Z", "2026-11-21T06:00:00Z")]
    [InlineData("2026-07-01T20:30:00Z", "2026-07-02T05:00:00Z")]
    // Clocks are put forward in this night.
    [InlineData("2026-03-28T22:00:00Z", "2026-03-29T05:00:00Z")]
    public void It_is_quiet_on_the_clock_of_the_zone(string time, string end) =>
        Assert.Equal(DateTimeOffset.Parse(end), Night.EndAfter(DateTimeOffset.Parse(time)));

    [Fact]
    public void Quiet_hours_that_end_in_the_gap_end_after_it()
    {
        var quiet = Night with { Start = new(0, 0), End = new(2, 30) };

        Assert.Equal(
            DateTimeOffset.Parse("2026-03-29T01:00:00Z"), quiet.EndAfter(DateTimeOffset.Parse("2026-03-28T23:30:00Z")));
    }

    [Fact]
    public void Their_end_is_never_before_the_time_and_is_not_quiet() => Prop.ForAll(
        Gen.Choose(0, 366 * 24 * 60).ToArbitrary(),
        minutes =>
        {
            var time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes);
            var end = Night.EndAfter(time);
            return end >= time && Night.EndAfter(end) == end && end - time <= TimeSpan.FromHours(10);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Only_what_is_critical_is_told_in_quiet_hours()
    {
        var subscription = TestNotices.All(quiet: Night);
        var night = new DateTimeOffset(2026, 11, 20, 23, 0, 0, TimeSpan.Zero);

        Assert.Equal(night, subscription.FirstUtc(TestNotices.Opened("1", Severity.Critical), night));
        Assert.Equal(night.AddHours(7), subscription.FirstUtc(TestNotices.Opened("1", Severity.Warning), night));
    }

    [Theory]
    [InlineData(1, "2026-11-20T13:00:00Z")]
    [InlineData(24, "2026-11-21T00:00:00Z")]
    [InlineData(168, "2026-11-23T00:00:00Z")]
    public void Digests_end_with_the_hour_the_day_and_the_week(int hours, string end) =>
        Assert.Equal(DateTimeOffset.Parse(end), TestNotices.All(hours).DigestEnd(TestNotices.Noon));
}
