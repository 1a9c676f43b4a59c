using CostIntel.Domain.Forecasting;

namespace CostIntel.Domain.Tests.Forecasting;

public sealed class HourForecastTests
{
    private const int HoursPerDay = 24;
    private const int DaysWithHours = 15;

    [Fact]
    public void Hours_add_up_to_their_day_and_follow_the_time_of_day()
    {
        var (forecaster, band) = Fitted(hour => hour is >= 8 and < 18 ? 8 : 1);
        var day = forecaster.LastDay + 1;
        var hours = Enumerable.Range(day * HoursPerDay, HoursPerDay).Select(band.Hour).ToList();

        Assert.True(forecaster.KnowsHours);
        Assert.Equal(band.Day(day).Expected, hours.Sum(hour => hour.Expected), 6);
        Assert.InRange(hours[12].Expected / hours[3].Expected, 6, 8.5);
        Assert.All(hours, hour => Assert.True(hour.Low <= hour.Expected && hour.Expected <= hour.High && hour.Low >= 0));
    }

    [Fact]
    public void An_hour_is_relatively_less_certain_than_its_day()
    {
        var (forecaster, band) = Fitted(hour => 4 + (hour % 5 * 0.5));
        var day = band.Day(forecaster.LastDay + 1);
        var hour = band.Hour(((forecaster.LastDay + 1) * HoursPerDay) + 7);

        Assert.True((hour.High - hour.Expected) / hour.Expected >= (day.High - day.Expected) / day.Expected);
    }

    [Fact]
    public void Broken_hours_are_left_out()
    {
        var days = DayCosts.Of(30, _ => 100);
        var hours = Enumerable.Repeat(double.NaN, 5 * HoursPerDay).ToArray();

        Assert.False(Forecaster.Fit(new(DayCosts.Start, days, (DayCosts.Start + 25) * HoursPerDay, hours))!.KnowsHours);
        hours.AsSpan(HoursPerDay, HoursPerDay).Fill(2);
        Assert.True(Forecaster.Fit(new(DayCosts.Start, days, (DayCosts.Start + 25) * HoursPerDay, hours))!.KnowsHours);
    }

    private static (Forecaster Forecaster, ForecastBand Band) Fitted(Func<int, double> hour)
    {
        var hours = Enumerable.Range(0, DaysWithHours * HoursPerDay).Select(index => hour(index % HoursPerDay)).ToArray();
        var days = DayCosts.Of(60, _ => hours[..HoursPerDay].Sum());
        var forecaster = Forecaster.Fit(new(DayCosts.Start, days, (DayCosts.Start + 60 - DaysWithHours) * HoursPerDay, hours))!;
        return (forecaster, forecaster.At(0.8));
    }
}
