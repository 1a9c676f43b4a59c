using CostIntel.Domain.Charges;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Queries;

namespace CostIntel.Domain.Tests.Queries;

public sealed class CostAccumulatorTests
{
    private static readonly AccountKey Account = new(TenantId.Default, "aws", "1");
    private static readonly int Day = LedgerTime.Day(TestCharges.Start);

    [Theory]
    [InlineData("service", CostGranularity.None, "Compute=3;Storage=4")]
    [InlineData("tag:team", CostGranularity.None, "a=1;b=6")]
    [InlineData("tag:none", CostGranularity.None, "=7")]
    [InlineData("service,region", CostGranularity.None, "Compute/eu=3;Storage/us=4")]
    [InlineData("resource", CostGranularity.None, "i-1=3;i-2=4")]
    [InlineData("provider,account", CostGranularity.None, "aws/1=7")]
    public void Costs_are_summed_by_what_they_are_grouped_by(string groupBy, CostGranularity granularity, string expected)
    {
        var rows = Run(Query(groupBy, granularity));

        Assert.Equal(expected, string.Join(';', rows
            .OrderBy(row => string.Join('/', row.Keys), StringComparer.Ordinal)
            .Select(row => $"{string.Join('/', row.Keys)}={row.Costs.Billed}")));
    }

    [Fact]
    public void Days_and_months_are_rows_of_their_own()
    {
        Assert.Equal([1m, 2m, 4m], Run(Query("", CostGranularity.Day)).Select(row => row.Costs.Billed));
        Assert.Equal([3m, 4m], Run(Query("", CostGranularity.Month)).Select(row => row.Costs.Billed));
    }

    [Fact]
    public void A_range_keeps_its_first_day_and_leaves_its_last_out()
    {
        var rows = Run(Query("", CostGranularity.None) with { FromDay = Day + 1, ToDay = Day + 40 });

        Assert.Equal(2m, Assert.Single(rows).Costs.Billed);
    }

    [Fact]
    public void Filters_keep_or_leave_out_and_all_must_hold()
    {
        var query = Query("", CostGranularity.None) with
        {
            Filters =
            [
                new CostFilter(Parse("service"), new HashSet<string> { "Compute" }, Exclude: false),
                new CostFilter(Parse("tag:team"), new HashSet<string> { "a" }, Exclude: true),
            ],
        };

        Assert.Equal(2m, Assert.Single(Run(query)).Costs.Billed);
    }

    [Fact]
    public void Currencies_are_never_added()
    {
        var accumulator = new CostAccumulator(Query("", CostGranularity.None));
        Add(accumulator, TestCharges.Series(), 1, 0);
        Add(accumulator, TestCharges.Series(currency: TestCharges.Eur), 2, 0);

        Assert.Equal(["EUR", "USD"], accumulator.Rows().Select(row => row.Currency.Code));
    }

    [Fact]
    public void A_question_about_resources_or_other_tags_is_not_for_cubes()
    {
        var keys = new HashSet<string> { "team" };

        Assert.True(Query("service,tag:team", CostGranularity.None).IsAnsweredByCubes(keys));
        Assert.False(Query("service,tag:Team", CostGranularity.None).IsAnsweredByCubes(keys));
        Assert.False(Query("resource", CostGranularity.None).IsAnsweredByCubes(keys));
        Assert.False(Query("service", CostGranularity.Hour).IsAnsweredByCubes(keys));
    }

    [Fact]
    public void Hours_that_lines_share_count_once_when_one_of_the_lines_is_kept()
    {
        var hours = new CostTable(ResourceLedger.HoursKept);
        hours.Add((Day * 24) + 5, TestCharges.Costs(3), 1);
        hours.Add((Day * 24) + 30, TestCharges.Costs(4), 1);
        LedgerLine[] lines = [.. new[] { "a", "b" }.Select(team => new LedgerLine(
            DimensionSet.Of(TestCharges.Series(team: team)), TestCharges.Usd, "Hours", new CostTable(ResourceLedger.DaysKept), hours))];
        var query = Query("tag:team", CostGranularity.Hour) with { FromDay = Day, ToDay = Day + 1 };
        var (all, others) = (new CostAccumulator(query), new CostAccumulator(query with
        {
            Filters = [new CostFilter(Parse("tag:team"), new HashSet<string> { "c" }, Exclude: false)],
        }));

        all.AddHours(Account, "i-1", lines, hours);
        others.AddHours(Account, "i-1", lines, hours);

        var row = Assert.Single(all.Rows());
        Assert.Equal(("a", (Day * 24) + 5, 3m), (row.Keys[0], row.Period, row.Costs.Billed));
        Assert.Empty(others.Rows());
    }

    private static List<CostRow> Run(CostQuery query)
    {
        var accumulator = new CostAccumulator(query);
        Add(accumulator, TestCharges.Series(), 1, 0);
        Add(accumulator, TestCharges.Series(team: "b"), 2, 1);
        Add(accumulator, TestCharges.Series("i-2", "Storage", "us", team: "b"), 4, 40);
        return accumulator.Rows();
    }

    private static void Add(CostAccumulator accumulator, ChargeSeries series, decimal billed, int day)
    {
        var days = new CostTable(ResourceLedger.DaysKept);
        days.Add(Day + day, TestCharges.Costs(billed), 1);
        accumulator.Add(
            Account, series.ResourceId, new CubeLineKey(DimensionSet.Of(series), series.Currency, "Hours"), days);
    }

    private static CostQuery Query(string groupBy, CostGranularity granularity) => new(
        CostQuery.Earliest,
        CostQuery.Latest,
        granularity,
        [.. groupBy.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Parse)],
        []);

    private static Dimension Parse(string name) =>
        Dimension.TryParse(name, out var dimension) ? dimension : throw new ArgumentException(name);
}
