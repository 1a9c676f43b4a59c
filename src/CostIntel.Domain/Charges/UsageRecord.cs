using CostIntel.Domain.Money;

namespace CostIntel.Domain.Charges;

/// <summary>One charge of a series.</summary>
/// <param name="SeriesId">The number of its series in its partition.</param>
/// <param name="StartSeconds">FOCUS ChargePeriodStart, Unix seconds UTC, inclusive.</param>
/// <param name="DurationSeconds">Length of the charge period.</param>
/// <param name="Costs">The four FOCUS costs in the series' currency.</param>
/// <param name="Quantity">FOCUS ConsumedQuantity in the series' ConsumedUnit; 0 for null.</param>
/// <param name="HasQuantity">False when the quantity is null.</param>
public readonly record struct UsageRecord(
    int SeriesId,
    long StartSeconds,
    int DurationSeconds,
    Costs Costs,
    decimal Quantity,
    bool HasQuantity);
