using CostIntel.Domain.Ledger;
using CostIntel.Domain.Queries;

namespace CostIntel.Grains.Resources;

/// <summary>What is shown of a resource's ledger: totals, days and hours, apart by currency.</summary>
internal static class ResourceBuckets
{
    public static CostRow[] Totals(ResourceLedger ledger) =>
        Merge(ledger.Lines.Select(line =>
        {
            var (costs, quantity) = line.Days.Total();
            return Row(0, line, costs, quantity);
        }));

    public static CostRow[] Days(ResourceLedger ledger) =>
        Merge(ledger.Lines.SelectMany(line => Slots(line, line.Days)));

    public static CostRow[] Hours(ResourceLedger ledger) =>
        Merge(ledger.HourTables.SelectMany(line => Slots(line, line.Hours)));

    private static IEnumerable<CostRow> Slots(LedgerLine line, CostTable table) =>
        from slot in Enumerable.Range(table.FirstSlot, table.Count)
        let costs = table.CostsAt(slot)
        let quantity = table.QuantityAt(slot)
        where !costs.IsZero || quantity != 0
        select Row(slot, line, costs, quantity);

    private static CostRow Row(int period, LedgerLine line, in Domain.Money.Costs costs, decimal quantity) =>
        new([], period, line.Currency, costs, quantity == 0 ? [] : [new UnitAmount(line.Unit, quantity)]);

    private static CostRow[] Merge(IEnumerable<CostRow> rows)
    {
        var accumulator = new CostAccumulator(
            new CostQuery(CostQuery.Earliest, CostQuery.Latest, CostGranularity.None, [], []));
        foreach (var row in rows)
        {
            accumulator.Add(row);
        }

        return [.. accumulator.Rows()];
    }
}
