using CostIntel.Domain.Forecasting;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using CostIntel.Domain.Queries;

namespace CostIntel.Domain.Tests.Forecasting;

public sealed class CostSeriesTests
{
    private const int Day = 20_000;

    private static readonly Currency Dollar = TestCharges.Usd;
    private static readonly Currency Euro =
        Currency.TryParse("EUR", out var euro) ? euro : throw new InvalidOperationException();

    [Fact]
    public void Series_are_apart_by_keys_and_currency_and_days_without_charge_are_zero()
    {
        var series = CostSeries.Of(
            [Row("b", Day, Dollar, 1), Row("a", Day + 2, Dollar, 2), Row("a", Day, Euro, 3), Row("a", Day + 9, Euro, 4)],
            CostColumn.Billed,
            Day,
            Day + 3);

        Assert.Equal(["a EUR", "a USD", "b USD"], series.Select(one => $"{one.Keys[0]} {one.Currency.Code}"));
        Assert.Equal([3m, 0m, 0m], series[0].Days);
        Assert.Equal([0m, 0m, 2m], series[1].Days);
        Assert.Equal(2, series[1].Sum(Day - 5, Day + 50));
        Assert.Equal(0, series[1].Sum(Day, Day + 2));
    }

    [Theory]
    [InlineData(CostColumn.Billed, 1)]
    [InlineData(CostColumn.Effective, 2)]
    [InlineData(CostColumn.List, 3)]
    [InlineData(CostColumn.Contracted, 4)]
    public void The_cost_that_was_asked_for_is_taken(CostColumn column, int expected) =>
        Assert.Equal(expected, new Costs(1, 2, 3, 4).Of(column));

    [Fact]
    public void A_history_ends_with_the_last_complete_day_and_there_is_none_before_a_charge()
    {
        var series = CostSeries.Of([Row("a", Day + 3, Dollar, 5), Row("a", Day + 5, Dollar, 6)], CostColumn.Billed, Day, Day + 10)[0];

        Assert.Null(series.History(Day, Day + 2));
        Assert.Equal([0, 0, 0, 5.0], series.History(Day, Day + 3)!.Daily);
        Assert.Equal((Day + 3, 2), (series.History(Day + 3, Day + 4)!.FirstDay, series.History(Day + 3, Day + 4)!.Daily.Length));
    }

    [Fact]
    public void Hours_go_to_the_series_that_they_are_of()
    {
        var series = CostSeries.WithHours(
            CostSeries.Of([Row("a", Day, Dollar, 1), Row("b", Day, Dollar, 1)], CostColumn.Billed, Day, Day + 1),
            [Row("a", Day * 24, Dollar, 0.25m), Row("a", (Day * 24) + 1, Dollar, 0.75m), Row("a", Day * 24, Euro, 9)],
            CostColumn.Billed,
            Day * 24,
            (Day * 24) + 3);

        Assert.Equal([0.25, 0.75, 0], series[0].Hours);
        Assert.Empty(series[1].Hours);
    }

    [Theory]
    [InlineData(Day, 0, Day - 1)]
    [InlineData(Day, 24, Day - 1)]
    [InlineData(Day, 29, Day - 1)]
    [InlineData(Day, 30, Day)]
    [InlineData(Day, 900, Day)]
    public void The_newest_day_is_complete_when_its_last_hours_had_time_to_come(int newest, int hoursAfterItsStart, int last) =>
        Assert.Equal(last, CompleteDays.Last(newest, LedgerTime.Seconds(newest) + (hoursAfterItsStart * 3_600)));

    private static CostRow Row(string key, int period, Currency currency, decimal cost) =>
        new([key], period, currency, new(cost, cost, cost, cost), []);
}
