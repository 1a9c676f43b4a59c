using CostIntel.Domain.Detection.Costs;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Detection;

/// <summary>
/// Follows what a service costs an account in a region, hour by hour: sprawl and leaks show there that no single resource
/// does.
/// </summary>
public sealed class PlaceWatch : ISlotTotals
{
    private readonly CostTable _hours;

    /// <summary>Starts to follow a place.</summary>
    public PlaceWatch(string serviceName, string regionId, string currency)
        : this(serviceName, regionId, currency, new CostTable(ResourceLedger.HoursKept))
    {
    }

    /// <summary>Goes on with what was stored.</summary>
    public PlaceWatch(string serviceName, string regionId, string currency, CostTable hours)
    {
        (ServiceName, RegionId, Currency, _hours) = (serviceName, regionId, currency, hours);
        Name = new(Measure.Cost, currency, SeriesStep.Hour);
    }

    /// <summary>FOCUS ServiceName.</summary>
    public string ServiceName { get; }

    /// <summary>FOCUS RegionId; empty for null.</summary>
    public string RegionId { get; }

    /// <summary>Currency code.</summary>
    public string Currency { get; }

    /// <summary>Its exact costs by hour.</summary>
    public CostTable Hours => _hours;

    /// <summary>Its series.</summary>
    public SeriesWatch Watch { get; } = new();

    /// <summary>What it is called there.</summary>
    public SeriesName Name { get; }

    /// <summary>What was told of it while it was new.</summary>
    public Arrival Arrival { get; init; } = new();

    /// <summary>Adds an hour's sum.</summary>
    public void Add(in AccountEntry entry)
    {
        _hours.Add(entry.Hour, entry.Costs, 0);
        Watch.Find(Name)?.Touch(Name.StartOf(entry.Hour), (double)entry.Costs.Effective);
    }

    /// <inheritdoc/>
    public double Of(SeriesName name, int slot) => (double)_hours.CostsAt(slot).Effective;

    /// <inheritdoc/>
    public (int First, int Last) Range(SeriesName name) => (_hours.FirstSlot, _hours.EndSlot - 1);
}
