using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Ledger;

public sealed class LedgerTests
{
    [Fact]
    public void A_table_has_the_same_sums_in_whatever_order_charges_arrive() => Prop.ForAll<(int Slot, int Billed, int List)[]>(charges =>
    {
        var table = new CostTable(window: 50);
        var backwards = new CostTable(window: 50);
        foreach (var charge in charges)
        {
            table.Add(charge.Slot % 200, CostsOf(charge), charge.Billed);
        }

        foreach (var charge in charges.Reverse())
        {
            backwards.Add(charge.Slot % 200, CostsOf(charge), charge.Billed);
        }

        var billed = charges.Sum(charge => charge.Billed / 100m);
        return table.Total() == backwards.Total() && table.Total().Costs.Billed == billed && table.Count <= 50;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_slot_that_leaves_the_window_stays_in_the_total()
    {
        var table = new CostTable(window: 2);
        table.Add(1, TestCharges.Costs(1), 1);
        table.Add(5, TestCharges.Costs(2), 2);
        table.Add(1, TestCharges.Costs(4), 4);

        Assert.Equal(5, table.Evicted.Billed);
        Assert.Equal(2, table.CostsAt(5).Billed);
        Assert.Equal((TestCharges.Costs(7), 7m), table.Total());
    }

    [Fact]
    public void Costs_that_differ_from_billed_only_later_are_right_before_and_after()
    {
        var table = new CostTable(window: 10);
        table.Add(1, TestCharges.Costs(1), 0);
        table.Add(2, new Costs(1, 0.5m, 2, 1), 0);
        table.Add(1, new Costs(1, 0.25m, 1, 1), 0);

        Assert.Equal(new Costs(2, 1.25m, 2, 2), table.CostsAt(1));
        Assert.Equal(new Costs(1, 0.5m, 2, 1), table.CostsAt(2));
    }

    [Fact]
    public void A_resource_keeps_hours_and_days_and_adds_up_exactly()
    {
        var ledger = new ResourceLedger();
        ledger.Learn(4, TestCharges.Series());
        for (var day = 0; day < 30; day++)
        {
            for (var hour = 0; hour < 24; hour++)
            {
                Assert.True(ledger.TryApply(TestCharges.Record(4, 0.1m, day, hour)));
            }
        }

        var line = Assert.Single(ledger.Lines);
        Assert.Equal(72m, line.Days.Total().Costs.Billed);
        Assert.Equal(2.4m, line.Days.CostsAt(LedgerTime.Day(TestCharges.Start)).Billed);
        Assert.True(line.Hours.Count >= 14 * 24);
        Assert.Equal(72m, line.Hours.Total().Costs.Billed);
    }

    [Fact]
    public void A_charge_of_a_series_that_is_not_known_is_not_applied() =>
        Assert.False(new ResourceLedger().TryApply(TestCharges.Record(1, 1)));

    [Fact]
    public void Tags_without_end_do_not_grow_a_ledger_without_end()
    {
        var ledger = new ResourceLedger();
        for (var build = 0; build < 500; build++)
        {
            ledger.Learn(build, TestCharges.Series(team: $"build-{build}"));
            ledger.TryApply(TestCharges.Record(build, 1));
        }

        Assert.Equal(ResourceLedger.TaggedLinesMax + 1, ledger.Lines.Count);
        Assert.Equal(500m, ledger.Lines.Sum(line => line.Days.Total().Costs.Billed));
    }

    [Fact]
    public void What_was_applied_is_not_applied_again()
    {
        var cube = new CostCube();
        var account = new AccountLedger();
        CubeEntry[] cubeEntries = [new(20_000, DimensionSet.Of(TestCharges.Series()), TestCharges.Usd, "Hours", TestCharges.Costs(3), 1)];
        AccountEntry[] accountEntries = [AccountEntry.OfResource("r"), AccountEntry.OfSum(TestCharges.Usd, 5, TestCharges.Costs(3))];

        foreach (var offset in new long[] { 1, 1, 2, 1 })
        {
            cube.Apply(3, offset, cubeEntries);
            account.Apply(3, offset, accountEntries);
        }

        Assert.Equal(6m, Assert.Single(cube.Lines).Value.Total().Costs.Billed);
        Assert.Equal(6m, Assert.Single(account.Months[5]).Costs.Billed);
        Assert.Equal(["r"], account.Resources);
    }

    [Fact]
    public void Months_begin_and_end_where_the_calendar_says()
    {
        var leapDay = LedgerTime.Day(new DateOnly(2024, 2, 29));

        Assert.Equal(LedgerTime.MonthOfDay(leapDay), LedgerTime.MonthOfDay(leapDay - 28));
        Assert.NotEqual(LedgerTime.MonthOfDay(leapDay), LedgerTime.MonthOfDay(leapDay + 1));
        Assert.Equal(leapDay + 1, LedgerTime.FirstDayOfMonth(LedgerTime.MonthOfDay(leapDay) + 1));
    }

    private static Costs CostsOf((int Slot, int Billed, int List) charge) =>
        new(charge.Billed / 100m, charge.Billed / 100m, charge.List / 10m, charge.Billed / 100m);
}
