using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Ledger;

/// <summary>A table is a dictionary of slots of which the newest are kept apart and the rest are one sum.</summary>
public sealed class CostTableModelTests
{
    private const int Window = 12;

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(1_000);

    private static readonly Gen<Charge> Charges =
        from slot in Gen.OneOf(Gen.Choose(100, 120), Gen.Choose(100, 100 + (3 * Window)), Gen.Choose(0, 1_000))
        from amounts in Amounts.Cents.ArrayOf(5)
        from isPlain in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        select new Charge(
            slot,
            isPlain
                ? TestCharges.Costs(amounts[0])
                : new Costs(amounts[0], amounts[1], amounts[2], amounts[3]),
            isPlain ? 0 : amounts[4]);

    private sealed record Charge(int Slot, Costs Costs, decimal Quantity);

    [Fact]
    public void A_table_holds_what_a_dictionary_would() => Prop.ForAll(Charges.ArrayOf().ToArbitrary(), charges =>
        Agrees(Filled(charges), charges)).Check(Many);

    [Fact]
    public void A_table_is_the_same_in_whatever_order_charges_arrive() => Prop.ForAll(Orders, orders =>
    {
        var (one, other) = (Filled(orders.One), Filled(orders.Other));
        return one.Total() == other.Total()
            && one.Evicted == other.Evicted
            && one.EvictedQuantity == other.EvictedQuantity
            && one.EndSlot == other.EndSlot
            && Enumerable.Range(0, 1_100).All(slot =>
                one.CostsAt(slot) == other.CostsAt(slot) && one.QuantityAt(slot) == other.QuantityAt(slot));
    }).Check(Many);

    [Fact]
    public void A_table_that_was_restored_goes_on_as_the_one_it_was() => Prop.ForAll(Orders, orders =>
    {
        var table = Filled(orders.One);
        var restored = CostTable.Restore(
            Window, table.FirstSlot, table.Columns(), table.Evicted, table.EvictedQuantity);
        foreach (var charge in orders.Other)
        {
            restored.Add(charge.Slot, charge.Costs, charge.Quantity);
        }

        return Agrees(restored, [.. orders.One, .. orders.Other]);
    }).Check(Many);

    [Fact]
    public void A_range_is_the_sum_of_its_slots() => Prop.ForAll(Charges.ArrayOf().ToArbitrary(), charges =>
    {
        var table = Filled(charges);
        var whole = table.Sum(int.MinValue, int.MaxValue);
        var middle = table.FirstSlot + (table.Count / 2);
        var (before, behind) = (table.Sum(0, middle), table.Sum(middle, 2_000));
        return whole == (before.Costs + behind.Costs, before.Quantity + behind.Quantity)
            && table.Sum(middle, middle) == (Costs.Zero, 0)
            && table.Sum(middle, middle - 5) == (Costs.Zero, 0);
    }).Check(Many);

    [Fact]
    public void Costs_that_always_equal_billed_take_no_columns()
    {
        var table = Filled([new(1, TestCharges.Costs(1), 0), new(9, TestCharges.Costs(-2.5m), 0)]);

        Assert.Equal((null, null, null, null), Optional(table));

        table.Add(9, new Costs(1, 1, 2, 1), 0);

        var columns = table.Columns();
        Assert.NotNull(columns.List);
        Assert.Null(columns.Effective);
        Assert.Null(columns.Contracted);
        Assert.Equal(9, columns.List.Count);
    }

    [Fact]
    public void A_table_keeps_at_least_one_slot() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CostTable(0));

    private static Arbitrary<(Charge[] One, Charge[] Other)> Orders => (
        from charges in Charges.ArrayOf()
        from other in Gen.Shuffle(charges)
        select (charges, other)).ToArbitrary();

    private static bool Agrees(CostTable table, Charge[] charges)
    {
        var end = charges.Length == 0 ? 0 : charges.Max(charge => charge.Slot) + 1;
        var kept = charges.Where(charge => charge.Slot >= end - Window).ToLookup(charge => charge.Slot);
        var rest = charges.Where(charge => charge.Slot < end - Window).ToList();
        return table.Count <= Window
            && (charges.Length == 0 || table.EndSlot == end)
            && Enumerable.Range(0, 1_100).All(slot =>
                table.CostsAt(slot) == Sum(kept[slot]) && table.QuantityAt(slot) == kept[slot].Sum(c => c.Quantity))
            && table.Evicted == Sum(rest)
            && table.EvictedQuantity == rest.Sum(charge => charge.Quantity)
            && table.Total() == (Sum(charges), charges.Sum(charge => charge.Quantity));
    }

    private static CostTable Filled(IEnumerable<Charge> charges)
    {
        var table = new CostTable(Window);
        foreach (var charge in charges)
        {
            table.Add(charge.Slot, charge.Costs, charge.Quantity);
        }

        return table;
    }

    private static (object?, object?, object?, object?) Optional(CostTable table)
    {
        var columns = table.Columns();
        return (columns.Effective, columns.List, columns.Contracted, columns.Quantity);
    }

    private static Costs Sum(IEnumerable<Charge> charges) =>
        charges.Aggregate(Costs.Zero, (sum, charge) => sum + charge.Costs);
}
