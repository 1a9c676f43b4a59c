using CostIntel.Domain.Charges;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Ledger;

public sealed class ResourceLedgerTests
{
    // Series differ in tag, currency and unit; 4 differs from 0 in what is no dimension at all.
    private static readonly ChargeSeries[] Series =
    [
        TestCharges.Series(),
        TestCharges.Series(team: "b"),
        TestCharges.Series(currency: TestCharges.Eur),
        Charges.SeriesProperties.With(nameof(ChargeSeries.ConsumedUnit), "GB"),
        Charges.SeriesProperties.With(nameof(ChargeSeries.SkuId), "another"),
    ];

    [Fact]
    public void Lines_add_up_to_the_charges_in_whatever_order_they_arrive() => Prop.ForAll(Orders, orders =>
    {
        var (one, other) = (Filled(orders.One), Filled(orders.Other));
        return Shown(one).SequenceEqual(Shown(other))
            && Shown(one).SequenceEqual(Expected(orders.One))
            && one.FirstCharge == other.FirstCharge
            && one.LastCharge == other.LastCharge;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Charges_of_an_hour_are_in_hours_and_days_and_longer_ones_in_days_alone()
    {
        var ledger = new ResourceLedger();
        ledger.Learn(0, Series[0]);
        ledger.TryApply(TestCharges.Record(0, 1) with { DurationSeconds = 60 });
        ledger.TryApply(TestCharges.Record(0, 2) with { DurationSeconds = 3_600 });
        ledger.TryApply(TestCharges.Record(0, 4) with { DurationSeconds = 3_601 });

        var line = Assert.Single(ledger.Lines);
        Assert.Equal(7, line.Days.Total().Costs.Billed);
        Assert.Equal(3, line.Hours.Total().Costs.Billed);
    }

    [Fact]
    public void A_charge_belongs_to_the_hour_and_day_in_which_it_starts()
    {
        var ledger = new ResourceLedger();
        ledger.Learn(0, Series[0]);
        var midnight = LedgerTime.Seconds(20_500);
        ledger.TryApply(TestCharges.Record(0, 1) with { StartSeconds = midnight - 1 });
        ledger.TryApply(TestCharges.Record(0, 2) with { StartSeconds = midnight });

        var line = Assert.Single(ledger.Lines);
        Assert.Equal((1, 2), (line.Days.CostsAt(20_499).Billed, line.Days.CostsAt(20_500).Billed));
        Assert.Equal((1, 2), (line.Hours.CostsAt((20_500 * 24) - 1).Billed, line.Hours.CostsAt(20_500 * 24).Billed));
        Assert.Equal((midnight - 1, midnight), (ledger.FirstCharge, ledger.LastCharge));
    }

    [Fact]
    public void Lines_of_one_currency_and_unit_share_their_hours()
    {
        var ledger = Filled([]);

        Assert.Equal(4, ledger.Lines.Count);
        Assert.Equal(3, ledger.HourTables.Count());
        Assert.Same(ledger.Lines[0].Hours, ledger.Lines[1].Hours);
    }

    [Fact]
    public void The_newest_series_describes_the_resource()
    {
        var ledger = new ResourceLedger();
        Assert.Null(ledger.Description);

        ledger.Learn(0, Series[0]);
        ledger.Learn(1, Series[1]);

        Assert.Same(Series[1], ledger.Description);
        Assert.True(ledger.Knows(0) && ledger.Knows(1) && !ledger.Knows(2));
    }

    [Fact]
    public void A_machine_that_was_resized_back_is_what_it_was_charged_as_last()
    {
        var ledger = new ResourceLedger();
        var (large, small) = (Sku("m5.xlarge"), Sku("m5.large"));
        ledger.Learn(0, large);
        ledger.Learn(1, small);
        Charge(ledger, 0, 0, 10, 4);
        Charge(ledger, 1, 10, 20, 2);
        Assert.Same(small, ledger.Description);

        Charge(ledger, 0, 20, 24, 4);
        Assert.Same(large, ledger.Description);
    }

    [Fact]
    public void What_costs_most_describes_a_resource_also_when_its_traffic_was_learnt_last()
    {
        var ledger = new ResourceLedger();
        var (machine, traffic) = (Sku("m5.large"), Sku("DataTransfer-Out-Bytes"));
        ledger.Learn(0, machine);
        ledger.Learn(1, traffic);
        Charge(ledger, 0, 0, 10, 3);
        Charge(ledger, 1, 0, 10, 1);

        Assert.Same(machine, ledger.Uses.Main(out var share));
        Assert.Same(machine, ledger.Description);
        Assert.Equal(0.75m, Math.Round(share, 3));
    }

    private static ChargeSeries Sku(string meter) => new()
    {
        Provider = "aws", BillingAccountId = "1", ResourceId = "vm", ServiceName = "EC2", ChargeCategory = "Usage",
        SkuMeter = meter, ConsumedUnit = meter, Currency = Series[0].Currency,
    };

    private static void Charge(ResourceLedger ledger, int series, int fromDay, int toDay, decimal cost)
    {
        for (var day = fromDay; day < toDay; day++)
        {
            ledger.TryApply(new(series, LedgerTime.Seconds(20_000 + day), 3_600, new Costs(cost, cost, cost, cost), 1, true));
        }
    }

    [Fact]
    public void A_series_whose_line_is_there_joins_it_also_when_no_more_lines_are_made()
    {
        var ledger = new ResourceLedger();
        for (var i = 0; i < ResourceLedger.TaggedLinesMax; i++)
        {
            ledger.Learn(i, TestCharges.Series(team: $"{i}"));
        }

        var known = TestCharges.Series(team: "7");
        typeof(ChargeSeries).GetProperty(nameof(ChargeSeries.SkuId))!.SetValue(known, "another");
        ledger.Learn(1_000, known);
        ledger.Learn(1_001, TestCharges.Series(team: "new"));

        Assert.Same(ledger.LineBySeries[7], ledger.LineBySeries[1_000]);
        Assert.Empty(ledger.LineBySeries[1_001].Dimensions.Tags);
    }

    private static Arbitrary<(UsageRecord[] One, UsageRecord[] Other)> Orders
    {
        get
        {
            var records = from series in Gen.Choose(0, Series.Length - 1)
                          from billed in Amounts.Cents
                          from day in Gen.Choose(0, 600)
                          from hour in Gen.Choose(0, 23)
                          select TestCharges.Record(series, billed, day, hour, billed / 4);
            return (from one in records.ArrayOf() from other in Gen.Shuffle(one) select (one, other)).ToArbitrary();
        }
    }

    private static ResourceLedger Filled(UsageRecord[] records)
    {
        var ledger = new ResourceLedger();
        for (var i = 0; i < Series.Length; i++)
        {
            ledger.Learn(i, Series[i]);
        }

        Assert.All(records, record => Assert.True(ledger.TryApply(record)));
        return ledger;
    }

    private static IEnumerable<Line> Shown(ResourceLedger ledger) => ledger.Lines.Select(line => new Line(
        line.Dimensions.Tag("team"), line.Currency, line.Unit, line.Days.Total().Costs, line.Days.Evicted));

    private static IEnumerable<Line> Expected(UsageRecord[] records)
    {
        foreach (var ids in new int[][] { [0, 4], [1], [2], [3] })
        {
            var series = Series[ids[0]];
            var own = records.Where(record => ids.Contains(record.SeriesId)).ToList();
            var end = own.Select(record => LedgerTime.Day(record.StartSeconds)).DefaultIfEmpty().Max() + 1;
            var old = own.Where(record => LedgerTime.Day(record.StartSeconds) < end - ResourceLedger.DaysKept);
            yield return new Line(series.Tags[0].Value, series.Currency, series.ConsumedUnit, Sum(own), Sum(old));
        }
    }

    private static Costs Sum(IEnumerable<UsageRecord> records) =>
        records.Aggregate(Costs.Zero, (sum, record) => sum + record.Costs);

    private sealed record Line(string Team, Currency Currency, string Unit, Costs Total, Costs Evicted);
}
