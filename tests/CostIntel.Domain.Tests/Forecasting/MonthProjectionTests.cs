using CostIntel.Domain.Forecasting;
using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Tests.Forecasting;

public sealed class MonthProjectionTests
{
    private static readonly int March = LedgerTime.MonthOfDay(LedgerTime.Day(new DateOnly(2024, 3, 1)));

    [Fact]
    public void What_is_known_is_exact_and_the_rest_is_forecast()
    {
        // 69 days: to the ninth of March.
        var forecaster = DayCosts.Fit(DayCosts.Of(69, day => 10 + (0.1 * DayCosts.Noise(day))));
        var projection = MonthProjection.Of(March, Charged(9, 10.01m), forecaster.LastDay, forecaster.At(0.8))!;

        Assert.Equal((31, 9, 90.09m), (projection.Days, projection.CompleteDays, projection.ToDate));
        Assert.InRange(projection.Expected, 305, 315);
        Assert.InRange(projection.Low, 290, projection.Expected);
        Assert.InRange(projection.High, projection.Expected, 330);
        Assert.Equal(310.31m, projection.RunRate);
    }

    [Fact]
    public void A_month_that_is_over_is_exact_and_needs_no_forecast()
    {
        var projection = MonthProjection.Of(March, Charged(31, 1.000000000001m), DayCosts.Start + 400, null)!;

        Assert.Equal(31.000000000031m, projection.ToDate);
        Assert.Equal((projection.ToDate, projection.ToDate, projection.ToDate), (projection.Low, projection.Expected, projection.High));
    }

    [Fact]
    public void Without_a_forecast_a_month_that_goes_on_is_not_projected() =>
        Assert.Null(MonthProjection.Of(March, Charged(9, 1), DayCosts.Start + 68, null));

    [Fact]
    public void What_the_open_day_was_charged_beyond_its_forecast_counts()
    {
        var forecaster = DayCosts.Fit(DayCosts.Of(69, _ => 10));
        var charged = Charged(9, 10);
        var without = MonthProjection.Of(March, charged, forecaster.LastDay, forecaster.At(0.8))!;
        charged[9] = 200;
        var with = MonthProjection.Of(March, charged, forecaster.LastDay, forecaster.At(0.8))!;

        Assert.Equal((90m, 200m), (with.ToDate, with.OpenToDate));
        Assert.InRange(with.Expected - without.Expected, 189, 191);
    }

    [Fact]
    public void The_band_of_a_sum_is_narrower_than_its_days_together_and_wider_than_if_they_were_independent()
    {
        var forecaster = DayCosts.Fit(DayCosts.Of(120, day => 100 + (5 * DayCosts.Noise(day))));
        var band = forecaster.At(0.8);
        var (from, to) = (forecaster.LastDay + 1, forecaster.LastDay + 31);
        var days = Enumerable.Range(from, to - from).Select(day => band.Day(day)).Select(day => day.High - day.Expected).ToList();
        var sum = band.Sum(from, to);

        Assert.True(sum.High - sum.Expected < days.Sum());
        Assert.True(sum.High - sum.Expected > Math.Sqrt(days.Sum(day => day * day)));
    }

    [Fact]
    public void A_month_has_an_amount_for_each_of_its_days() =>
        Assert.Throws<ArgumentException>(() => MonthProjection.Of(March, new decimal[30], DayCosts.Start, null));

    private static decimal[] Charged(int days, decimal each) =>
        [.. Enumerable.Repeat(each, days), .. Enumerable.Repeat(0m, 31 - days)];
}
