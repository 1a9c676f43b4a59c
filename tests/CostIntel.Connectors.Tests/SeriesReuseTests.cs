using System.Globalization;

namespace CostIntel.Connectors.Tests;

public sealed class SeriesReuseTests
{
    [Fact]
    public async Task Rows_that_differ_only_in_time_cost_and_quantity_share_one_series()
    {
        var statement = Statement.With().Row(("BilledCost", "7"), ("ConsumedQuantity", "3"))
            .Row(("ChargePeriodStart", "2026-01-02T03:30:00Z"));
        var rows = (await statement.ReadAsync()).Rows.ToList();
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.Same(rows[0].Series, row.Series));
    }

    [Fact]
    public async Task Values_that_look_alike_when_put_together_are_different_series()
    {
        var read = await Statement.With(("ResourceId", "ab"), ("ProviderName", "c"))
            .Row(("ResourceId", "b"), ("ProviderName", "ca"))
            .Row(("ServiceName", "a,b")).Row(("ServiceName", "a"), ("ServiceCategory", "b")).ReadAsync();
        Assert.Equal(4, read.Rows.Select(row => row.Series).Distinct().Count());
    }

    [Fact]
    public async Task However_few_series_are_kept_the_rows_are_the_same()
    {
        var statement = new Statement();
        for (var i = 0; i < 500; i++)
        {
            statement.Row(("ResourceId", $"vm-{i * 7 % 50}"), ("ConsumedUnit", i % 3 == 0 ? "Hours" : "GB"));
        }

        var many = (await statement.ReadAsync()).Rows.Select(row => row.Series).ToList();
        var few = await statement.ReadAsync(new StatementFileOptions { SeriesKeptMax = 2 });
        Assert.Equal(many, few.Rows.Select(row => row.Series));
        Assert.Equal(100, many.Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    [Fact]
    public async Task A_column_with_a_value_of_its_own_in_each_row_stops_being_kept()
    {
        var statement = new Statement().Column("Id").Column("x_Team", "blue");
        for (var i = 0; i < 200; i++)
        {
            statement.Row(("Id", i.ToString(CultureInfo.InvariantCulture)));
        }

        var read = await statement.ReadAsync();
        var rows = read.Rows.ToList();
        Assert.Contains("Column Id changes from row to row", Assert.Single(read.Warnings), StringComparison.Ordinal);
        Assert.Contains(rows[0].Series.Attributes, attribute => attribute.Key == "Id");
        Assert.Same(rows[100].Series, rows[199].Series);
        Assert.Equal(["ProviderName", "x_Team"], rows[199].Series.Attributes.Select(attribute => attribute.Key));
    }
}
