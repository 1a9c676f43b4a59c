using CostIntel.Domain.Recommendations.Savings;

namespace CostIntel.Domain.Tests.Recommendations.Savings;

public sealed class RealisedSavingTests
{
    private const int First = 20_000;

    [Fact]
    public void What_was_saved_is_what_the_days_before_foretold_less_what_was_spent()
    {
        var saving = RealisedSaving.Measure(First, Days(30, 10, 10, 4), First + 30, 182.5m)!;

        Assert.Equal((10, 40m), (saving.Days, saving.Spent));
        Assert.InRange(saving.Saved, 59m, 61m);
        Assert.True(saving.SavedLow <= saving.Saved && saving.Saved <= saving.SavedHigh);
        Assert.Equal(60m, Math.Round(saving.Promised, 10));
    }

    [Fact]
    public void Growth_that_would_have_come_counts_as_saved()
    {
        var costs = Enumerable.Range(0, 60).Select(day => day < 40 ? 10m + (0.5m * day) : 10m).ToArray();

        var saving = RealisedSaving.Measure(First, costs, First + 39, 0)!;

        Assert.True(saving.Saved > 20 * 19m, $"{saving.Saved} saved");
    }

    [Fact]
    public void What_is_paid_under_another_name_was_not_saved()
    {
        var kept = RealisedSaving.Measure(First, Days(30, 10, 10, 0), First + 30, 0, new PaidElsewhere(0, 73m))!;
        var moved = RealisedSaving.Measure(First, Days(30, 10, 10, 0), First + 30, 0, new PaidElsewhere(0.8m, 0))!;

        Assert.Equal(24m, Math.Round(kept.Spent, 6));
        Assert.Equal(Math.Round(0.8m * moved.Expected, 4), Math.Round(moved.Spent, 4));
    }

    [Theory]
    [InlineData(6, 5)]
    [InlineData(30, 0)]
    public void Too_few_days_before_or_none_after_are_no_measurement(int before, int after) =>
        Assert.Null(RealisedSaving.Measure(First, Days(before, 10, after, 4), First + before, 1));

    [Fact]
    public void What_a_forecast_cannot_tell_from_a_kept_promise_is_one_and_what_was_undone_keeps_none()
    {
        var kept = new RealisedSaving(30, 10, 100, 60, 140, 100);
        var broken = new RealisedSaving(30, 100, 100, 99, 101, 100);

        Assert.Equal(1, RuleTrust.Of("r", [kept, kept]).Factor);
        Assert.Equal(0.6, RuleTrust.Of("r", [broken, null]).Factor);
        Assert.Equal((0, 1), (RuleTrust.Of("r", [kept with { Days = 6 }]).Measured, RuleTrust.Unknown("r").Factor));
    }

    private static decimal[] Days(int before, decimal cost, int after, decimal then) =>
        [.. Enumerable.Repeat(cost, before), .. after == 0 ? (decimal[])[] : [then], .. Enumerable.Repeat(then, after)];
}
