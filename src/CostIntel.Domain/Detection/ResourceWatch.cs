using CostIntel.Domain.Charges;
using CostIntel.Domain.Detection.Costs;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Detection;

/// <summary>Notes which cost and quantity series of a resource the charges that reach its ledger belong to.</summary>
public sealed class ResourceWatch
{
    /// <summary>FOCUS ChargeCategory of what is followed: fees, taxes and credits are no behaviour of a resource.</summary>
    public const string Followed = "Usage";

    private LedgerLine? _lastLine;
    private bool _lastIsHourly;
    private WatchedSeries? _cost;
    private WatchedSeries? _quantity;

    /// <summary>Its series.</summary>
    public SeriesWatch Watch { get; } = new();

    /// <summary>Notes a charge that has been added to the ledger.</summary>
    public void Note(in UsageRecord record, LedgerLine line)
    {
        if (record.DurationSeconds > LedgerTime.SecondsPerDay)
        {
            return;
        }

        // Most charges of a resource are of one line.
        var isHourly = record.DurationSeconds <= LedgerTime.SecondsPerHour;
        if (!ReferenceEquals(line, _lastLine) || isHourly != _lastIsHourly)
        {
            Find(line, isHourly);
        }

        _cost?.Touch(record.StartSeconds, (double)record.Costs.Effective);
        _quantity?.Touch(record.StartSeconds, (double)record.Quantity);
    }

    private void Find(LedgerLine line, bool isHourly)
    {
        (_lastLine, _lastIsHourly, _cost, _quantity) = (line, isHourly, null, null);
        if (line.Dimensions.ChargeCategory != Followed)
        {
            return;
        }

        var step = isHourly ? SeriesStep.Hour : SeriesStep.Day;
        _cost = Watch.Find(new(Measure.Cost, line.Currency.Code, step));
        _quantity = line.Unit.Length > 0 ? Watch.Find(new(Measure.Quantity, line.Unit, step)) : null;
    }
}
