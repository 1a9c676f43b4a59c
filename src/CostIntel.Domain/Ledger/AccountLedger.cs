using CostIntel.Domain.Money;

namespace CostIntel.Domain.Ledger;

/// <summary>One account: its resources with their all-time costs, and the months that have charges.</summary>
public sealed class AccountLedger
{
    private readonly Dictionary<string, List<CurrencyCosts>> _resources = new(StringComparer.Ordinal);
    private readonly SortedSet<int> _months = [];

    /// <summary>What has been applied of each partition.</summary>
    public AppliedOffsets Applied { get; private init; } = new();

    /// <summary>All-time costs by canonical resource key, one entry per currency.</summary>
    public IReadOnlyDictionary<string, List<CurrencyCosts>> Resources => _resources;

    /// <summary>Months with charges, ascending; see <see cref="LedgerTime.MonthOfDay"/>.</summary>
    public IReadOnlyCollection<int> Months => _months;

    /// <summary>Rebuilds a ledger from a snapshot's parts.</summary>
    public static AccountLedger Restore(
        IEnumerable<long> applied,
        IEnumerable<int> months,
        IEnumerable<KeyValuePair<string, CurrencyCosts>> resources)
    {
        var ledger = new AccountLedger { Applied = new AppliedOffsets(applied) };
        ledger._months.UnionWith(months);
        foreach (var (resource, costs) in resources)
        {
            ledger.Add(resource, costs.Currency, costs.Costs);
        }

        return ledger;
    }

    /// <summary>Applies one flush of a partition; false when it had been applied before.</summary>
    public bool Apply(int partition, long offset, IReadOnlyList<AccountEntry> entries)
    {
        if (!Applied.Advance(partition, offset))
        {
            return false;
        }

        foreach (var entry in entries)
        {
            _months.Add(entry.Month);
            Add(entry.Resource, entry.Currency, entry.Costs);
        }

        return true;
    }

    private void Add(string resource, Currency currency, in Costs costs)
    {
        if (!_resources.TryGetValue(resource, out var sums))
        {
            _resources.Add(resource, sums = new List<CurrencyCosts>(1));
        }

        var index = sums.FindIndex(sum => sum.Currency == currency);
        if (index < 0)
        {
            sums.Add(new(currency, costs));
        }
        else
        {
            sums[index] = new(currency, sums[index].Costs + costs);
        }
    }
}
