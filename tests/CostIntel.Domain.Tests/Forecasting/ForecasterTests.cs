using CostIntel.Domain.Forecasting;

namespace CostIntel.Domain.Tests.Forecasting;

public sealed class ForecasterTests
{
    private const double Level = 0.8;

    [Fact]
    public void Weekends_that_cost_less_are_expected_to_cost_less()
    {
        var forecaster = DayCosts.Fit(DayCosts.Of(56, day => (DayCosts.IsWeekend(day) ? 40 : 100) + DayCosts.Noise(day)));
        var band = forecaster.At(Level);

        for (var day = 56; day < 56 + 14; day++)
        {
            Assert.InRange(band.Day(DayCosts.Start + day).Expected, DayCosts.IsWeekend(day) ? 37 : 95, DayCosts.IsWeekend(day) ? 43 : 105);
        }
    }

    [Fact]
    public void Noise_is_not_taken_for_a_week()
    {
        var band = DayCosts.Fit(DayCosts.Of(28, day => 100 + (3 * DayCosts.Noise(day)))).At(Level);

        Assert.All(Enumerable.Range(28, 7), day => Assert.InRange(band.Day(DayCosts.Start + day).Expected, 97, 103));
    }

    [Fact]
    public void A_fee_on_each_first_of_a_month_is_expected_on_the_next_and_on_no_other_day()
    {
        var band = DayCosts.Fit(DayCosts.Of(112, day => 100 + DayCosts.Noise(day) + (DayCosts.DateAt(day).Day == 1 ? 400 : 0))).At(Level);

        // 2024-05-01 is day 121.
        Assert.InRange(band.Day(DayCosts.Start + 121).Expected, 400, 600);
        Assert.InRange(band.Day(DayCosts.Start + 120).Expected, 95, 105);
        Assert.InRange(band.Day(DayCosts.Start + 122).Expected, 95, 105);
    }

    [Fact]
    public void Batch_runs_on_the_last_two_days_of_months_are_expected_again()
    {
        var band = DayCosts.Fit(DayCosts.Of(150, day =>
            (100 + DayCosts.Noise(day)) * (DayCosts.DateAt(day).AddDays(2).Day <= 2 ? 1.5 : 1))).At(Level);

        // 2024-05-30 and 31 are the days 150 and 151.
        Assert.InRange(band.Day(DayCosts.Start + 150).Expected, 140, 160);
        Assert.InRange(band.Day(DayCosts.Start + 151).Expected, 140, 160);
        Assert.InRange(band.Day(DayCosts.Start + 152).Expected, 95, 105);
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(-900)]
    [InlineData(0)]
    public void One_odd_day_changes_next_to_nothing(double odd)
    {
        double Usual(int day) => 100 + DayCosts.Noise(day);
        var usual = DayCosts.Fit(DayCosts.Of(60, Usual)).At(Level);
        var odder = DayCosts.Fit(DayCosts.Of(60, day => day == 57 ? odd : Usual(day))).At(Level);

        for (var day = 60; day < 90; day++)
        {
            var expected = usual.Day(DayCosts.Start + day).Expected;
            Assert.InRange(odder.Day(DayCosts.Start + day).Expected, expected * 0.97, expected * 1.03);
        }
    }

    [Fact]
    public void After_a_shift_of_the_level_the_recent_level_wins()
    {
        var band = DayCosts.Fit(DayCosts.Of(90, day => (day < 84 ? 100 : 250) + DayCosts.Noise(day))).At(Level);

        Assert.InRange(band.Day(DayCosts.Start + 90).Expected, 240, 260);
        Assert.InRange(band.Day(DayCosts.Start + 110).Expected, 235, 275);
    }

    [Fact]
    public void Steady_growth_goes_on_for_a_while_and_tires()
    {
        var band = DayCosts.Fit(DayCosts.Of(200, day => (100 * Math.Pow(1.004, day)) + DayCosts.Noise(day))).At(Level);
        var last = 100 * Math.Pow(1.004, 199);

        Assert.InRange(band.Day(DayCosts.Start + 229).Expected, last * 1.06, last * Math.Pow(1.004, 31));
        Assert.InRange(band.Day(DayCosts.Start + 289).Expected, last * 1.1, last * Math.Pow(1.004, 91));
    }

    [Fact]
    public void Days_that_are_missing_are_not_taken_for_zeros()
    {
        var band = DayCosts.Fit(DayCosts.Of(60, day => day is 20 or 41 or 58 ? double.NaN : 100 + DayCosts.Noise(day))).At(Level);

        Assert.InRange(band.Day(DayCosts.Start + 60).Expected, 97, 103);
        Assert.True(band.Day(DayCosts.Start + 60).Low > 80);
    }

    [Fact]
    public void What_was_before_a_long_silence_is_forgotten_unless_silence_is_the_rule()
    {
        var anew = DayCosts.Fit(DayCosts.Of(52, day => day == 0 ? -0.8 : day < 22 ? 0 : DayCosts.IsWeekend(day) ? 60 : 90));
        var monthly = DayCosts.Fit(DayCosts.Of(100, day => DayCosts.DateAt(day).Day == 1 ? 500 : 0));

        Assert.Equal((30, 100), (anew.DaysKnown, monthly.DaysKnown));
        Assert.Equal(0, monthly.At(Level).Day(DayCosts.Start + 100).Expected, 6);
        Assert.InRange(monthly.At(Level).Day(DayCosts.Start + 121).Expected, 450, 550);
        Assert.InRange(anew.At(Level).Day(DayCosts.Start + 52).Expected, 88, 92);
        Assert.InRange(anew.At(Level).Day(DayCosts.Start + 54).Expected, 58, 64);
    }

    [Fact]
    public void What_was_switched_off_stays_off()
    {
        var band = DayCosts.Fit(DayCosts.Of(60, day => day < 50 ? 100 : 0)).At(Level);

        Assert.InRange(band.Day(DayCosts.Start + 65).Expected, 0, 5);
    }

    [Fact]
    public void A_part_that_is_on_at_weekdays_alone_is_nothing_at_weekends()
    {
        var band = DayCosts.Fit(DayCosts.Of(63, day => DayCosts.IsWeekend(day) ? 0 : 100)).At(Level);

        Assert.InRange(band.Day(DayCosts.Start + 63).Expected, 90, 110);
        Assert.InRange(band.Day(DayCosts.Start + 68).Expected, 0, 5);
    }

    [Fact]
    public void Credits_that_exceed_charges_stay_negative()
    {
        var band = DayCosts.Fit(DayCosts.Of(40, day => -50 + DayCosts.Noise(day))).At(Level);
        var point = band.Day(DayCosts.Start + 40);

        Assert.InRange(point.Expected, -54, -46);
        Assert.True(point.Low < point.Expected && point.Expected < point.High);
    }

    [Fact]
    public void One_day_is_enough_for_a_guess_with_a_wide_band()
    {
        var forecaster = DayCosts.Fit([100]);
        var point = forecaster.At(Level).Day(DayCosts.Start + 1);

        Assert.Equal(1, forecaster.DaysKnown);
        Assert.Equal(100, point.Expected, 6);
        Assert.True(point.Low < 80 && point.High > 120, $"{point}");
    }

    [Fact]
    public void Nothing_but_zeros_is_expected_to_stay_nothing() =>
        Assert.Equal(0, DayCosts.Fit(new double[30]).At(Level).Day(DayCosts.Start + 30).Expected);

    [Fact]
    public void Without_a_known_day_there_is_no_forecast()
    {
        Assert.Null(Forecaster.Fit(ForecastHistory.OfDays(DayCosts.Start, [])));
        Assert.Null(Forecaster.Fit(ForecastHistory.OfDays(DayCosts.Start, [double.NaN, double.PositiveInfinity])));
    }

    [Fact]
    public void What_cannot_be_forecast_is_refused()
    {
        var forecaster = DayCosts.Fit(DayCosts.Of(30, _ => 10));
        var band = forecaster.At(Level);

        Assert.Throws<ArgumentOutOfRangeException>(() => band.Day(forecaster.LastDay));
        Assert.Throws<ArgumentOutOfRangeException>(() => band.Day(forecaster.LastDay + 91));
        Assert.Throws<ArgumentOutOfRangeException>(() => band.Sum(forecaster.LastDay + 5, forecaster.LastDay + 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => forecaster.At(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => forecaster.At(double.NaN));
        Assert.Throws<InvalidOperationException>(() => band.Hour((forecaster.LastDay + 1) * 24));
    }
}
