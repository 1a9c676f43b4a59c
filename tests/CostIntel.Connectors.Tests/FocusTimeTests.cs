using System.Text;
using CostIntel.Connectors.Focus;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Connectors.Tests;

public sealed class FocusTimeTests
{
    [Theory]
    [InlineData("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02 03:04:05", "2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02T03:04:05", "2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02T03:04Z", "2026-01-02T03:04:00Z")]
    [InlineData("2026-01-02T03:04:05+00:00", "2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02T03:04:05-08:00", "2026-01-02T11:04:05Z")]
    [InlineData("2026-01-02 03:04:05+0130", "2026-01-02T01:34:05Z")]
    [InlineData("2026-01-02 03:04:05 UTC", "2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02T03:04:05.000Z", "2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02", "2026-01-02T00:00:00Z")]
    [InlineData("1/2/26", "2026-01-02T00:00:00Z")]
    [InlineData("12/31/2026", "2026-12-31T00:00:00Z")]
    [InlineData("1/2/2026 3:04", "2026-01-02T03:04:00Z")]
    [InlineData(" 2024-02-29 ", "2024-02-29T00:00:00Z")]
    public void Times_of_real_files_are_read_as_UTC(string text, string expected)
    {
        Assert.True(FocusTime.TryParse(Encoding.UTF8.GetBytes(text), out var seconds), text);
        Assert.Equal(expected, DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ssZ"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026")]
    [InlineData("2026-13-01")]
    [InlineData("2025-02-29")]
    [InlineData("2026-01-00")]
    [InlineData("0000-01-01")]
    [InlineData("2026-1-2")]
    [InlineData("31/12/2026")]
    [InlineData("1/2/026")]
    [InlineData("2026-01-02T24:00:00Z")]
    [InlineData("2026-01-02T03:60:00Z")]
    [InlineData("2026-01-02T03:04:05.5Z")]
    [InlineData("2026-01-02T03:04:05.Z")]
    [InlineData("2026-01-02T03:04:05+24:00")]
    [InlineData("2026-01-02T03:04:05Zulu")]
    [InlineData("2026-01-02x03:04:05Z")]
    [InlineData("2026-01-02 03:04:05 PST")]
    [InlineData("45678.5")]
    public void Other_texts_are_no_times(string text) =>
        Assert.False(FocusTime.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Every_second_of_every_year_is_read_as_the_calendar_has_it()
    {
        var days = (int)(DateTimeOffset.MaxValue.ToUnixTimeSeconds() / 86_400);
        var any = Gen.Choose(-719_162, days).Zip(Gen.Choose(0, 86_399))
            .Select(pair => (pair.Item1 * 86_400L) + pair.Item2);
        Prop.ForAll(any.ToArbitrary(), seconds =>
        {
            var text = DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ssZ");
            return FocusTime.TryParse(Encoding.UTF8.GetBytes(text), out var read) && read == seconds;
        }).QuickCheckThrowOnFailure();
    }
}
