using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Tests.Ledger;

public sealed class LedgerTimeTests
{
    private static readonly DateOnly First = new(2000, 1, 1);

    [Fact]
    public void Every_day_of_a_century_is_in_the_month_that_the_calendar_says()
    {
        for (var date = First; date.Year < 2100; date = date.AddDays(1))
        {
            var day = LedgerTime.Day(date);
            var month = LedgerTime.MonthOfDay(day);

            Assert.Equal(date, LedgerTime.Date(day));
            Assert.Equal(((date.Year - 1970) * 12) + date.Month - 1, month);
            Assert.InRange(day, LedgerTime.FirstDayOfMonth(month), LedgerTime.FirstDayOfMonth(month + 1) - 1);
        }
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(3_599, 0, 0)]
    [InlineData(3_600, 1, 0)]
    [InlineData(86_399, 23, 0)]
    [InlineData(86_400, 24, 1)]
    [InlineData(4_102_444_799, 1_139_567, 47_481)]
    public void Hours_and_days_change_on_the_second(long seconds, int hour, int day)
    {
        Assert.Equal(hour, LedgerTime.Hour(seconds));
        Assert.Equal(day, LedgerTime.Day(seconds));
        Assert.InRange(seconds, LedgerTime.Seconds(day), LedgerTime.Seconds(day + 1) - 1);
    }
}
