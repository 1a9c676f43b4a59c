using CostIntel.Domain.Money;

namespace CostIntel.Domain.Ledger;

/// <summary>What one flush of a partition adds to one day of one line of a cube.</summary>
/// <param name="Day">UTC day, see <see cref="LedgerTime.Day(long)"/>.</param>
/// <param name="Dimensions">The line's dimensions.</param>
/// <param name="Currency">FOCUS BillingCurrency.</param>
/// <param name="Unit">FOCUS ConsumedUnit; empty when nothing is measured.</param>
/// <param name="Costs">The sum of the charges.</param>
/// <param name="Quantity">The sum of their FOCUS ConsumedQuantity.</param>
public readonly record struct CubeEntry(
    int Day,
    DimensionSet Dimensions,
    Currency Currency,
    string Unit,
    Costs Costs,
    decimal Quantity);
