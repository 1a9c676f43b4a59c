using CostIntel.Domain.Money;

namespace CostIntel.Domain.Ledger;

/// <summary>
/// Exact costs and quantities of one currency in consecutive slots of equal length (hours or days since the Unix
/// epoch), at most a window of them: what falls out of the window is added up and kept.
/// </summary>
/// <remarks>
/// Costs that have always equalled BilledCost take no memory of their own; most usage has one price.
/// </remarks>
public sealed class CostTable
{
    private readonly int _window;
    private readonly DecimalColumn _billed = new();
    private DecimalColumn? _effective;
    private DecimalColumn? _list;
    private DecimalColumn? _contracted;
    private DecimalColumn? _quantity;
    private Costs _evicted;
    private decimal _evictedQuantity;

    /// <summary>Creates an empty table that keeps the newest <paramref name="window"/> slots.</summary>
    public CostTable(int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        _window = window;
    }

    /// <summary>The first slot held.</summary>
    public int FirstSlot { get; private set; }

    /// <summary>How many slots are held, gaps included.</summary>
    public int Count => _billed.Count;

    /// <summary>The slot after the last one held.</summary>
    public int EndSlot => FirstSlot + Count;

    /// <summary>What slots that left the window had, or charges that came too late for it.</summary>
    public Costs Evicted => _evicted;

    /// <summary>The quantity that belongs to <see cref="Evicted"/>.</summary>
    public decimal EvictedQuantity => _evictedQuantity;

    /// <summary>Rebuilds a table from its parts.</summary>
    public static CostTable Restore(int window, int firstSlot, CostColumns columns, Costs evicted, decimal evictedQuantity)
    {
        var table = new CostTable(window)
        {
            FirstSlot = firstSlot,
            _evicted = evicted,
            _evictedQuantity = evictedQuantity,
            _effective = columns.Effective,
            _list = columns.List,
            _contracted = columns.Contracted,
            _quantity = columns.Quantity,
        };
        table._billed.AppendZeros(columns.Billed.Count);
        for (var i = 0; i < columns.Billed.Count; i++)
        {
            table._billed[i] = columns.Billed[i];
        }

        return table;
    }

    /// <summary>The columns for a snapshot; those that equal BilledCost throughout are null.</summary>
    public CostColumns Columns() => new(_billed, _effective, _list, _contracted, _quantity);

    /// <summary>Adds to one slot.</summary>
    /// <exception cref="ArithmeticException">A sum can no longer be held exactly.</exception>
    public void Add(int slot, in Costs costs, decimal quantity)
    {
        if (!MakeRoom(slot))
        {
            _evicted += costs;
            _evictedQuantity = ExactDecimal.AddOrRound(_evictedQuantity, quantity);
            return;
        }

        var index = slot - FirstSlot;
        AddOwn(ref _effective, index, costs.Effective, costs.Billed);
        AddOwn(ref _list, index, costs.List, costs.Billed);
        AddOwn(ref _contracted, index, costs.Contracted, costs.Billed);
        _billed.Add(index, costs.Billed);
        if (quantity != 0)
        {
            _quantity ??= Zeros();
            _quantity.Add(index, quantity);
        }
    }

    /// <summary>The costs of a slot; zero outside the table.</summary>
    public Costs CostsAt(int slot)
    {
        var index = slot - FirstSlot;
        if (index < 0 || index >= Count)
        {
            return Costs.Zero;
        }

        var billed = _billed[index];
        return new(billed, _effective?[index] ?? billed, _list?[index] ?? billed, _contracted?[index] ?? billed);
    }

    /// <summary>The quantity of a slot; zero outside the table.</summary>
    public decimal QuantityAt(int slot)
    {
        var index = slot - FirstSlot;
        return _quantity is not null && index >= 0 && index < Count ? _quantity[index] : 0;
    }

    /// <summary>Adds up the slots from <paramref name="from"/> to before <paramref name="to"/>.</summary>
    public (Costs Costs, decimal Quantity) Sum(int from, int to)
    {
        var costs = Costs.Zero;
        var quantity = 0m;
        for (var slot = Math.Max(from, FirstSlot); slot < Math.Min(to, EndSlot); slot++)
        {
            costs += CostsAt(slot);
            quantity = ExactDecimal.AddOrRound(quantity, QuantityAt(slot));
        }

        return (costs, quantity);
    }

    /// <summary>Adds up everything that was ever added.</summary>
    public (Costs Costs, decimal Quantity) Total()
    {
        var (costs, quantity) = Sum(FirstSlot, EndSlot);
        return (costs + _evicted, ExactDecimal.AddOrRound(quantity, _evictedQuantity));
    }

    private void AddOwn(ref DecimalColumn? column, int index, decimal cost, decimal billed)
    {
        if (column is null)
        {
            if (cost == billed)
            {
                return;
            }

            column = Zeros();
            for (var i = 0; i < Count; i++)
            {
                column[i] = _billed[i];
            }
        }

        column.Add(index, cost);
    }

    private DecimalColumn Zeros()
    {
        var column = new DecimalColumn();
        column.AppendZeros(Count);
        return column;
    }

    private bool MakeRoom(int slot)
    {
        if (Count == 0)
        {
            FirstSlot = slot;
            AppendZeros(1);
            return true;
        }

        if (slot < FirstSlot)
        {
            if (EndSlot - slot > _window)
            {
                return false;
            }

            PrependZeros(FirstSlot - slot);
            FirstSlot = slot;
            return true;
        }

        if (slot >= EndSlot)
        {
            Evict(slot - _window + 1);
            if (Count == 0)
            {
                FirstSlot = slot;
            }

            AppendZeros(slot - EndSlot + 1);
        }

        return true;
    }

    private void Evict(int before)
    {
        var count = Math.Min(before - FirstSlot, Count);
        if (count <= 0)
        {
            return;
        }

        var (costs, quantity) = Sum(FirstSlot, FirstSlot + count);
        _evicted += costs;
        _evictedQuantity = ExactDecimal.AddOrRound(_evictedQuantity, quantity);
        ForEachColumn(column => column.RemoveFirst(count));
        FirstSlot += count;
    }

    private void AppendZeros(int count) => ForEachColumn(column => column.AppendZeros(count));

    private void PrependZeros(int count) => ForEachColumn(column => column.PrependZeros(count));

    private void ForEachColumn(Action<DecimalColumn> action)
    {
        action(_billed);
        foreach (var column in (ReadOnlySpan<DecimalColumn?>)[_effective, _list, _contracted, _quantity])
        {
            if (column is not null)
            {
                action(column);
            }
        }
    }
}
