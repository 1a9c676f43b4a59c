using CostIntel.Domain.Money;

namespace CostIntel.Domain.Ledger;

/// <summary>One month of one account: a table of days by dimension set, from which groupings are answered.</summary>
public sealed class CostCube
{
    private const int DaysPerMonthMax = 31;

    private readonly Dictionary<CubeLineKey, CostTable> _lines = [];

    /// <summary>What has been applied of each partition.</summary>
    public AppliedOffsets Applied { get; private init; } = new();

    /// <summary>The lines with their days.</summary>
    public IReadOnlyDictionary<CubeLineKey, CostTable> Lines => _lines;

    /// <summary>Rebuilds a cube from a snapshot's parts.</summary>
    public static CostCube Restore(IEnumerable<long> applied, IEnumerable<KeyValuePair<CubeLineKey, CostTable>> lines)
    {
        var cube = new CostCube { Applied = new AppliedOffsets(applied) };
        foreach (var (key, days) in lines)
        {
            cube._lines.Add(key, days);
        }

        return cube;
    }

    /// <summary>An empty table of a month's days, for <see cref="Restore"/>.</summary>
    public static CostTable RestoreDays(int firstDay, CostColumns columns) =>
        CostTable.Restore(DaysPerMonthMax, firstDay, columns, Costs.Zero, 0);

    /// <summary>Applies one flush of a partition; false when it had been applied before.</summary>
    public bool Apply(int partition, long offset, IReadOnlyList<CubeEntry> entries)
    {
        if (!Applied.Advance(partition, offset))
        {
            return false;
        }

        foreach (var entry in entries)
        {
            var key = new CubeLineKey(entry.Dimensions, entry.Currency, entry.Unit);
            if (!_lines.TryGetValue(key, out var days))
            {
                _lines.Add(key, days = new CostTable(DaysPerMonthMax));
            }

            days.Add(entry.Day, entry.Costs, entry.Quantity);
        }

        return true;
    }
}
