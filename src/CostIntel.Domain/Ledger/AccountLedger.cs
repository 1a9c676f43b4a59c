namespace CostIntel.Domain.Ledger;

/// <summary>One account: which resources it has, and its costs by month and currency.</summary>
public sealed class AccountLedger
{
    private readonly HashSet<string> _resources = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, List<CurrencyCosts>> _months = [];

    /// <summary>What has been applied of each partition.</summary>
    public AppliedOffsets Applied { get; private init; } = new();

    /// <summary>Canonical keys of all resources.</summary>
    public IReadOnlyCollection<string> Resources => _resources;

    /// <summary>Costs by month, see <see cref="LedgerTime.MonthOfDay"/>, one sum per currency; ascending.</summary>
    public IReadOnlyDictionary<int, List<CurrencyCosts>> Months => _months;

    /// <summary>Rebuilds a ledger from a snapshot's parts.</summary>
    public static AccountLedger Restore(
        IEnumerable<long> applied, IEnumerable<string> resources, IEnumerable<KeyValuePair<int, CurrencyCosts>> months)
    {
        var ledger = new AccountLedger { Applied = new AppliedOffsets(applied) };
        ledger._resources.UnionWith(resources);
        foreach (var (month, sum) in months)
        {
            ledger.Add(AccountEntry.OfSum(sum.Currency, month, sum.Costs));
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
            if (entry.Resource.Length > 0)
            {
                _resources.Add(entry.Resource);
            }
            else if (!entry.IsHour)
            {
                Add(entry);
            }
        }

        return true;
    }

    private void Add(in AccountEntry entry)
    {
        if (!_months.TryGetValue(entry.Month, out var sums))
        {
            _months.Add(entry.Month, sums = new List<CurrencyCosts>(1));
        }

        var currency = entry.Currency;
        var index = sums.FindIndex(sum => sum.Currency == currency);
        if (index < 0)
        {
            sums.Add(new(currency, entry.Costs));
        }
        else
        {
            sums[index] = new(currency, sums[index].Costs + entry.Costs);
        }
    }
}
