using CostIntel.Domain.Charges;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Partitions;

/// <summary>A series as its partition knows it: the number it has in the log, and where its charges go.</summary>
public sealed class PartitionSeries
{
    internal PartitionSeries(
        int id,
        SeriesDefinition definition,
        PartitionResource resource,
        CubeLine? cubeLine)
    {
        Id = id;
        Definition = definition;
        Resource = resource;
        CubeLine = cubeLine;
    }

    /// <summary>The number of the series in this partition's log, from 0.</summary>
    public int Id { get; }

    /// <summary>What the series is.</summary>
    public SeriesDefinition Definition { get; }

    internal PartitionResource Resource { get; }

    /// <summary>Where its charges are summed for account and cube; null for a metric.</summary>
    internal CubeLine? CubeLine { get; }
}

/// <summary>A series with the tenant whose it is, in the form in which it is stored.</summary>
/// <param name="Tenant">Whose charges they are.</param>
/// <param name="Series">Encoded by <see cref="ILoggedSeries.Encode"/>.</param>
public readonly record struct SeriesDefinition(TenantId Tenant, ReadOnlyMemory<byte> Series);

/// <summary>A resource of the partition: what the tail holds for it, and whether its account has been told of it.</summary>
internal sealed class PartitionResource(string key)
{
    public TailSlot<LogSlice> Slot { get; } = new(key, slice => slice.Offset);

    /// <summary>Metrics of the resource.</summary>
    public int Metrics { get; set; }

    /// <summary>False until its first charge since the partition started; telling an account twice changes nothing.</summary>
    public bool IsAnnounced { get; set; }
}

/// <summary>Sums of one line of an account's cubes while one log entry is read.</summary>
internal sealed class CubeLine(DimensionSet dimensions, Money.Currency currency, string unit, AccountTail account)
{
    private const string Usage = "Usage";

    private readonly bool _isUsage = dimensions.ChargeCategory == Usage;
    private long _offset;
    private int _day;
    private Money.Costs _costs;
    private decimal _quantity;
    private int _hour;
    private Money.Costs _hourCosts;
    private bool _hasHour;

    public AccountTail Account => account;

    public void Add(long offset, in UsageRecord record)
    {
        var day = LedgerTime.Day(record.StartSeconds);
        if (_offset != offset || _day != day)
        {
            Close();
            (_offset, _day) = (offset, day);
            account.Open(this);
        }

        if (_isUsage && record.DurationSeconds <= LedgerTime.SecondsPerHour)
        {
            AddHour(record);
        }

        _costs += record.Costs;
        _quantity = Money.ExactDecimal.AddOrRound(_quantity, record.Quantity);
    }

    public void Close()
    {
        if (_offset != 0)
        {
            account.Receive(new CubeEntry(_day, dimensions, currency, unit, _costs, _quantity));
        }

        CloseHour();
        (_offset, _costs, _quantity) = (0, Money.Costs.Zero, 0);
    }

    private void AddHour(in UsageRecord record)
    {
        var hour = LedgerTime.Hour(record.StartSeconds);
        if (!_hasHour || hour != _hour)
        {
            CloseHour();
            (_hour, _hasHour) = (hour, true);
        }

        _hourCosts += record.Costs;
    }

    private void CloseHour()
    {
        if (_hasHour)
        {
            account.Receive(dimensions.ServiceName, dimensions.RegionId, currency, _hour, _hourCosts);
        }

        (_hourCosts, _hasHour) = (Money.Costs.Zero, false);
    }
}
