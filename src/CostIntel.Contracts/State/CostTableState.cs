using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using Proto = CostIntel.Contracts.State.V1;

namespace CostIntel.Contracts.State;

/// <summary>Cost tables to and from their snapshot form.</summary>
internal static class CostTableState
{
    private const int EvictedFields = 5;

    public static Proto.CostTable ToState(this CostTable table)
    {
        var columns = table.Columns();
        var state = new Proto.CostTable
        {
            FirstSlot = table.FirstSlot,
            Billed = DecimalColumnState.ToState(columns.Billed),
            Effective = DecimalColumnState.ToState(columns.Effective),
            List = DecimalColumnState.ToState(columns.List),
            Contracted = DecimalColumnState.ToState(columns.Contracted),
            Quantity = DecimalColumnState.ToState(columns.Quantity),
        };
        if (!table.Evicted.IsZero || table.EvictedQuantity != 0)
        {
            state.Evicted.Add(ExactDecimal.Format(table.Evicted.Billed));
            state.Evicted.Add(ExactDecimal.Format(table.Evicted.Effective));
            state.Evicted.Add(ExactDecimal.Format(table.Evicted.List));
            state.Evicted.Add(ExactDecimal.Format(table.Evicted.Contracted));
            state.Evicted.Add(ExactDecimal.Format(table.EvictedQuantity));
        }

        return state;
    }

    public static CostTable ToDomain(this Proto.CostTable state, int window)
    {
        var evicted = state.Evicted.Count == EvictedFields ? [.. state.Evicted.Select(Parse)] : new decimal[EvictedFields];
        return CostTable.Restore(
            window,
            state.FirstSlot,
            state.ToColumns(),
            new Costs(evicted[0], evicted[1], evicted[2], evicted[3]),
            evicted[4]);
    }

    public static CostColumns ToColumns(this Proto.CostTable state) => new(
        DecimalColumnState.ToDomain(state.Billed) ?? new DecimalColumn(),
        DecimalColumnState.ToDomain(state.Effective),
        DecimalColumnState.ToDomain(state.List),
        DecimalColumnState.ToDomain(state.Contracted),
        DecimalColumnState.ToDomain(state.Quantity));

    public static decimal Parse(string text) => ExactDecimal.TryParse(text, out var value)
        ? value
        : throw new InvalidDataException($"A snapshot holds '{text}' where a decimal belongs.");
}
