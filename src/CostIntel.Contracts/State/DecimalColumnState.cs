using CostIntel.Domain.Money;
using Proto = CostIntel.Contracts.State.V1;

namespace CostIntel.Contracts.State;

/// <summary>Decimal columns to and from their snapshot form: whole numbers of one scale where they fit 64 bits.</summary>
internal static class DecimalColumnState
{
    private const int ScaleMax = 18;

    private static readonly decimal[] PowersOfTen = [.. Enumerable.Range(0, ScaleMax + 1).Select(PowerOfTen)];

    public static Proto.DecimalColumn? ToState(DecimalColumn? column)
    {
        if (column is null)
        {
            return null;
        }

        var scale = 0;
        for (var i = 0; i < column.Count; i++)
        {
            scale = Math.Max(scale, column[i].Scale);
        }

        return (scale <= ScaleMax ? AsMantissas(column, scale) : null) ?? AsStrings(column);
    }

    public static DecimalColumn? ToDomain(Proto.DecimalColumn? state)
    {
        if (state is null)
        {
            return null;
        }

        var column = new DecimalColumn();
        var count = Math.Max(state.Mantissas.Count, state.Values.Count);
        column.AppendZeros(count);
        for (var i = 0; i < count; i++)
        {
            column[i] = state.Values.Count > 0
                ? CostTableState.Parse(state.Values[i])
                : state.Mantissas[i] / PowersOfTen[state.Scale];
        }

        return column;
    }

    private static Proto.DecimalColumn? AsMantissas(DecimalColumn column, int scale)
    {
        var state = new Proto.DecimalColumn { Scale = (uint)scale };
        state.Mantissas.Capacity = column.Count;
        for (var i = 0; i < column.Count; i++)
        {
            var value = column[i];
            if (Math.Abs(value) > long.MaxValue / PowersOfTen[scale])
            {
                return null;
            }

            state.Mantissas.Add(decimal.ToInt64(value * PowersOfTen[scale]));
        }

        return state;
    }

    private static Proto.DecimalColumn AsStrings(DecimalColumn column)
    {
        var state = new Proto.DecimalColumn();
        for (var i = 0; i < column.Count; i++)
        {
            state.Values.Add(ExactDecimal.Format(column[i]));
        }

        return state;
    }

    private static decimal PowerOfTen(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}
