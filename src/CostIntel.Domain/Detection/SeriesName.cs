using CostIntel.Domain.Detection.Costs;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Detection;

/// <summary>Which series of a resource or account it is.</summary>
/// <param name="Measure">What is measured.</param>
/// <param name="Unit">Currency code or FOCUS ConsumedUnit.</param>
/// <param name="Step">How long its slots are.</param>
public readonly record struct SeriesName(Measure Measure, string Unit, SeriesStep Step)
{
    /// <summary>Length of a slot.</summary>
    public int StepSeconds => Step == SeriesStep.Hour ? LedgerTime.SecondsPerHour : LedgerTime.SecondsPerDay;

    /// <summary>The slot that holds a Unix time in seconds.</summary>
    public int SlotOf(long unixSeconds) =>
        Step == SeriesStep.Hour ? LedgerTime.Hour(unixSeconds) : LedgerTime.Day(unixSeconds);

    /// <summary>Start of a slot, Unix seconds UTC.</summary>
    public long StartOf(int slot) => (long)slot * StepSeconds;
}
