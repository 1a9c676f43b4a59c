using CostIntel.Domain.Money;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Money;

public sealed class DecimalColumnTests
{
    [Fact]
    public void A_column_is_what_a_list_of_decimals_would_be() => Prop.ForAll<decimal[], int[]>((values, moves) =>
    {
        var column = new DecimalColumn();
        var model = new List<decimal>();
        for (var i = 0; i < values.Length; i++)
        {
            Move(column, model, Math.Abs((long)moves.ElementAtOrDefault(i)) % 4);
            var index = Math.Abs(values[i].GetHashCode() % model.Count);
            var small = decimal.Round(values[i] % 1_000_000, 6);
            column.Add(index, small);
            model[index] += small;
        }

        return Enumerable.Range(0, model.Count).All(i => column[i] == model[i]) && column.Count == model.Count;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Values_that_need_more_than_64_bits_are_kept_exactly()
    {
        var column = new DecimalColumn();
        column.AppendZeros(3);
        column[0] = 1.5m;
        column[1] = decimal.MaxValue;
        column.Add(2, 0.0000000000000000000000000001m);

        Assert.Equal([1.5m, decimal.MaxValue, 0.0000000000000000000000000001m], [column[0], column[1], column[2]]);
    }

    [Fact]
    public void A_cell_outside_the_column_is_an_error() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DecimalColumn().Add(0, 1));

    private static void Move(DecimalColumn column, List<decimal> model, long kind)
    {
        if (kind == 0 && model.Count > 1)
        {
            column.RemoveFirst(1);
            model.RemoveAt(0);
        }
        else if (kind == 1)
        {
            column.PrependZeros(2);
            model.InsertRange(0, [0, 0]);
        }
        else
        {
            column.AppendZeros(1);
            model.Add(0);
        }
    }
}
