using CostIntel.Domain.Money;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Money;

/// <summary>A column does what a list of decimals does, and refuses what the list would round.</summary>
public sealed class DecimalColumnModelTests
{
    private enum Act
    {
        Set,
        Add,
        Append,
        Prepend,
        RemoveFirst,
    }

    [Fact]
    public void A_column_of_cents_is_a_list_of_cents() => Check(Amounts.Cents);

    [Fact]
    public void A_column_that_widens_on_the_way_is_still_the_list() => Check(Amounts.Mixed);

    [Fact]
    public void A_sum_at_the_edge_of_64_bits_goes_over_it()
    {
        var column = new DecimalColumn();
        column.AppendZeros(3);
        column[0] = long.MaxValue;
        column[1] = -long.MaxValue;
        column.Add(1, -1);
        Assert.Equal(long.MinValue, column[1]);

        column.Add(0, 1);
        column.Add(1, -1);

        Assert.Equal([(decimal)long.MaxValue + 1, (decimal)long.MinValue - 1, 0], [column[0], column[1], column[2]]);
    }

    [Fact]
    public void A_finer_scale_keeps_what_was_there()
    {
        var column = new DecimalColumn();
        column.AppendZeros(4);
        column[0] = 9_223_372_036_854_775_807m;
        column[1] = 0.000_001m;
        column[2] = -1.50m;
        column.Add(3, 1e-18m);

        Assert.Equal(
            [9_223_372_036_854_775_807m, 0.000_001m, -1.5m, 1e-18m], [column[0], column[1], column[2], column[3]]);
    }

    [Fact]
    public void A_sum_beyond_28_digits_is_the_nearest_one_and_changes_nothing_else()
    {
        var column = new DecimalColumn();
        column.AppendZeros(2);
        column[0] = 1e20m;
        column[1] = 5;

        column.Add(0, 1e-20m);

        Assert.Equal([1e20m, 5m], [column[0], column[1]]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(int.MinValue)]
    public void A_cell_before_or_behind_the_column_is_an_error(int index)
    {
        var column = new DecimalColumn();
        column.AppendZeros(2);

        Assert.Throws<ArgumentOutOfRangeException>(() => column[index]);
        Assert.Throws<ArgumentOutOfRangeException>(() => column[index] = 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => column.Add(index, 1));
    }

    private static void Check(Gen<decimal> amounts)
    {
        var acts = from act in Gen.Elements(Enum.GetValues<Act>())
                   from index in Gen.Choose(0, 1_000)
                   from amount in amounts
                   select (act, index, amount);
        Prop.ForAll(acts.ArrayOf().ToArbitrary(), steps =>
        {
            var column = new DecimalColumn();
            var model = new List<decimal>();
            foreach (var (act, index, amount) in steps)
            {
                Do(act, index, amount, column, model);
            }

            return column.Count == model.Count && Enumerable.Range(0, model.Count).All(i => column[i] == model[i]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    private static void Do(Act act, int index, decimal amount, DecimalColumn column, List<decimal> model)
    {
        var at = model.Count == 0 ? 0 : index % model.Count;
        switch (act)
        {
            case Act.Append:
                column.AppendZeros(index % 4);
                model.AddRange(new decimal[index % 4]);
                break;
            case Act.Prepend:
                column.PrependZeros(index % 4);
                model.InsertRange(0, new decimal[index % 4]);
                break;
            case Act.RemoveFirst:
                column.RemoveFirst(at);
                model.RemoveRange(0, at);
                break;
            case Act.Set when model.Count > 0:
                column[at] = amount;
                model[at] = amount;
                break;
            case Act.Add when model.Count > 0:
                Add(at, amount, column, model);
                break;
        }
    }

    private static void Add(int at, decimal amount, DecimalColumn column, List<decimal> model)
    {
        try
        {
            model[at] = ExactDecimal.AddOrRound(model[at], amount);
        }
        catch (OverflowException)
        {
            Assert.Throws<OverflowException>(() => column.Add(at, amount));
            return;
        }

        column.Add(at, amount);
    }
}
