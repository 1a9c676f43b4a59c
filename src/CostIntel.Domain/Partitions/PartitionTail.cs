using CostIntel.Domain.Encoding;
using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Partitions;

/// <summary>
/// The durable but not yet truncated end of a partition's log, sorted by where it has to go: charges by resource,
/// sums by account and by cube. Grains that were just activated read from it what they missed.
/// </summary>
public sealed class PartitionTail(SeriesTable series)
{
    private readonly Dictionary<string, TailSlot<LogSlice>> _resources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TailSlot<OffsetEntries<AccountEntry>>> _accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TailSlot<OffsetEntries<CubeEntry>>> _cubes = new(StringComparer.Ordinal);
    private readonly HashSet<AccountTail> _openAccounts = [];
    private readonly HashSet<TailSlot<OffsetEntries<CubeEntry>>> _touchedCubes = [];

    /// <summary>Resources with charges in the tail.</summary>
    public IReadOnlyCollection<TailSlot<LogSlice>> Resources => _resources.Values;

    /// <summary>Accounts with charges in the tail.</summary>
    public IReadOnlyCollection<TailSlot<OffsetEntries<AccountEntry>>> Accounts => _accounts.Values;

    /// <summary>Cubes with charges in the tail.</summary>
    public IReadOnlyCollection<TailSlot<OffsetEntries<CubeEntry>>> Cubes => _cubes.Values;

    /// <summary>Bytes of records in the tail.</summary>
    public long Bytes { get; private set; }

    /// <summary>Records in the tail since it was last empty.</summary>
    public long Records { get; private set; }

    /// <summary>Adds a log entry that has become durable.</summary>
    /// <exception cref="InvalidDataException">The entry is corrupt or names an unknown series.</exception>
    public void Append(long offset, IReadOnlyList<LogSegment> segments)
    {
        foreach (var segment in segments)
        {
            AppendRecords(offset, segment.Records);
            Bytes += segment.Records.Length;
        }

        foreach (var account in _openAccounts)
        {
            account.Close(offset, _touchedCubes);
            _accounts.TryAdd(account.Account.Key, account.Account);
        }

        foreach (var cube in _touchedCubes)
        {
            _cubes.TryAdd(cube.Key, cube);
        }

        _openAccounts.Clear();
        _touchedCubes.Clear();
    }

    /// <summary>What a resource missed behind an offset.</summary>
    public LogSlice[] ResourceAfter(string key, long offset) =>
        _resources.TryGetValue(key, out var slot) ? slot.After(offset) : [];

    /// <summary>What an account missed behind an offset.</summary>
    public OffsetEntries<AccountEntry>[] AccountAfter(string key, long offset) =>
        _accounts.TryGetValue(key, out var slot) ? slot.After(offset) : [];

    /// <summary>What a cube missed behind an offset.</summary>
    public OffsetEntries<CubeEntry>[] CubeAfter(string key, long offset) =>
        _cubes.TryGetValue(key, out var slot) ? slot.After(offset) : [];

    /// <summary>Has everything behind an offset handed over again: grains ignore what they have.</summary>
    public void Rewind(long offset)
    {
        Rewind(_resources, offset);
        Rewind(_accounts, offset);
        Rewind(_cubes, offset);
    }

    /// <summary>Drops what a checkpoint covers.</summary>
    public void TrimThrough(long offset, long bytes)
    {
        Trim(_resources, offset);
        Trim(_accounts, offset);
        Trim(_cubes, offset);
        Bytes -= bytes;
    }

    private static void Rewind<T>(Dictionary<string, TailSlot<T>> slots, long offset)
    {
        foreach (var slot in slots.Values)
        {
            slot.Rewind(offset);
        }
    }

    private static void Trim<T>(Dictionary<string, TailSlot<T>> slots, long offset)
    {
        foreach (var (key, slot) in slots)
        {
            slot.TrimThrough(offset);
            if (slot.IsEmpty)
            {
                slots.Remove(key);
            }
        }
    }

    private void AppendRecords(long offset, ReadOnlyMemory<byte> records)
    {
        AccountTail? lastAccount = null;
        var reader = new SpanReader(records.Span);
        while (!reader.AtEnd)
        {
            var start = reader.Position;
            var header = RecordHeader.Read(ref reader);
            var target = series[header.SeriesId];
            Records++;
            if (target.CubeLine is not { } line)
            {
                reader.Skip(header.End - reader.Position);
                AddSlice(target.Resource.Slot, offset, records[start..header.End]);
                continue;
            }

            var record = UsageRecordCodec.Read(ref reader, header);
            AddSlice(target.Resource.Slot, offset, records[start..header.End]);
            line.Add(offset, record);
            Announce(target.Resource, line.Account);
            if (line.Account != lastAccount)
            {
                lastAccount = line.Account;
                _openAccounts.Add(lastAccount);
            }
        }
    }

    private void AddSlice(TailSlot<LogSlice> slot, long offset, ReadOnlyMemory<byte> records)
    {
        if (slot.IsEmpty)
        {
            _resources.TryAdd(slot.Key, slot);
        }

        slot.Add(new(offset, records));
    }

    // An account lists what is charged to it; who only measures is not announced.
    private static void Announce(PartitionResource resource, AccountTail account)
    {
        if (!resource.IsAnnounced)
        {
            resource.IsAnnounced = true;
            account.Announce(resource.Slot.Key);
        }
    }
}
