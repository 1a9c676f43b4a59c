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
    private int _lastHour = int.MinValue;
    private bool _lastIsHourly;

    /// <summary>Its series.</summary>
    public SeriesWatch Watch { get; } = new();

    /// <summary>Notes a charge that has been added to the ledger.</summary>
    public void Note(in UsageRecord record, LedgerLine line)
    {
        // Most charges of a call belong to one line and hour.
        var hour = LedgerTime.Hour(record.StartSeconds);
        var isHourly = record.DurationSeconds <= LedgerTime.SecondsPerHour;
        if (ReferenceEquals(line, _lastLine) && hour == _lastHour && isHourly == _lastIsHourly)
        {
            return;
        }

        (_lastLine, _lastHour, _lastIsHourly) = (line, hour, isHourly);
        if (line.Dimensions.ChargeCategory != Followed || record.DurationSeconds > LedgerTime.SecondsPerDay)
        {
            return;
        }

        var step = isHourly ? SeriesStep.Hour : SeriesStep.Day;
        Watch.Find(new(Measure.Cost, line.Currency.Code, step))?.Touch(record.StartSeconds);
        if (line.Unit.Length > 0)
        {
            Watch.Find(new(Measure.Quantity, line.Unit, step))?.Touch(record.StartSeconds);
        }
    }

    /// <summary>Forgets the last charge: what comes next is noted anew.</summary>
    public void EndCall() => _lastLine = null;
}
