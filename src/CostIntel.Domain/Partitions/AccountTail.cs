using CostIntel.Domain.Identity;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;

namespace CostIntel.Domain.Partitions;

/// <summary>The tail of one account: its own entries and those of its cubes, one per month.</summary>
internal sealed class AccountTail
{
    private readonly Dictionary<int, TailSlot<OffsetEntries<CubeEntry>>> _cubes = [];
    private readonly Dictionary<int, List<CubeEntry>> _cubeEntries = [];
    private readonly List<AccountEntry> _entries = [];
    private readonly Dictionary<(Currency Currency, int Month), Costs> _sums = [];
    private readonly Dictionary<(string Service, string Region, Currency Currency, int Hour), Costs> _hours = [];
    private readonly List<CubeLine> _openLines = [];

    public AccountTail(AccountKey key)
    {
        Key = key;
        Account = new(key.ToString(), entries => entries.Offset);
    }

    public AccountKey Key { get; }

    public TailSlot<OffsetEntries<AccountEntry>> Account { get; }

    public void Open(CubeLine line) => _openLines.Add(line);

    public void Announce(string resource) => _entries.Add(AccountEntry.OfResource(resource));

    public void Receive(CubeEntry entry)
    {
        var month = LedgerTime.MonthOfDay(entry.Day);
        if (!_cubeEntries.TryGetValue(month, out var entries))
        {
            _cubeEntries.Add(month, entries = []);
        }

        entries.Add(entry);
        var key = (entry.Currency, month);
        _sums[key] = _sums.GetValueOrDefault(key) + entry.Costs;
    }

    /// <summary>Sums an hour's usage.</summary>
    public void Receive(string service, string region, Currency currency, int hour, in Costs costs)
    {
        var key = (service, region, currency, hour);
        _hours[key] = _hours.GetValueOrDefault(key) + costs;
    }

    /// <summary>Ends a log entry: what was summed of it becomes part of the tail.</summary>
    public void Close(long offset, ISet<TailSlot<OffsetEntries<CubeEntry>>> touchedCubes)
    {
        _openLines.ForEach(line => line.Close());
        _openLines.Clear();
        _entries.AddRange(_sums.Select(sum => AccountEntry.OfSum(sum.Key.Currency, sum.Key.Month, sum.Value)));
        _entries.AddRange(_hours.Select(sum =>
            AccountEntry.OfHour(sum.Key.Service, sum.Key.Region, sum.Key.Currency, sum.Key.Hour, sum.Value)));
        Account.Add(new(offset, [.. _entries]));
        _entries.Clear();
        _sums.Clear();
        _hours.Clear();
        foreach (var (month, entries) in _cubeEntries)
        {
            var slot = CubeOf(month);
            slot.Add(new(offset, [.. entries]));
            touchedCubes.Add(slot);
        }

        _cubeEntries.Clear();
    }

    private TailSlot<OffsetEntries<CubeEntry>> CubeOf(int month)
    {
        if (!_cubes.TryGetValue(month, out var slot))
        {
            _cubes.Add(month, slot = new(new CubeKey(Key, month).ToString(), entries => entries.Offset));
        }

        return slot;
    }
}
