using CostIntel.Domain.Detection.Costs;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Detection;

/// <summary>The totals of a resource's series, read from its exact ledger.</summary>
public sealed class LedgerTotals(ResourceLedger ledger) : ISlotTotals
{
    private int _lines;
    private List<(SeriesName Name, CostTable[] Tables)> _known = [];

    /// <inheritdoc/>
    public double Of(SeriesName name, int slot)
    {
        var total = 0m;
        foreach (var table in Tables(name))
        {
            total += name.Measure == Measure.Cost ? table.CostsAt(slot).Effective : table.QuantityAt(slot);
        }

        return (double)total;
    }

    /// <inheritdoc/>
    public (int First, int Last) Range(SeriesName name)
    {
        var (first, last) = (int.MaxValue, int.MinValue);
        foreach (var table in Tables(name))
        {
            if (table.Count > 0)
            {
                (first, last) = (Math.Min(first, table.FirstSlot), Math.Max(last, table.EndSlot - 1));
            }
        }

        return (first, last);
    }

    // Asked on every call that brings charges; lines are only ever added.
    private CostTable[] Tables(SeriesName name)
    {
        if (_lines != ledger.Lines.Count)
        {
            (_lines, _known) = (ledger.Lines.Count, []);
        }

        foreach (var (known, tables) in _known)
        {
            if (known == name)
            {
                return tables;
            }
        }

        var found = Find(name).ToArray();
        _known.Add((name, found));
        return found;
    }

    private IEnumerable<CostTable> Find(SeriesName name)
    {
        var lines = ledger.Lines.Where(line => line.Dimensions.ChargeCategory == ResourceWatch.Followed
            && (name.Measure == Measure.Cost ? line.Currency.Code : line.Unit) == name.Unit);
        return name.Step == SeriesStep.Hour ? lines.Select(line => line.Hours).Distinct() : lines.Select(line => line.Days);
    }
}
