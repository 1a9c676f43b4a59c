using CostIntel.Domain.Money;

namespace CostIntel.Domain.Ledger;

/// <summary>What the charges of one line of a cube have in common.</summary>
/// <param name="Dimensions">By which the line is grouped and filtered.</param>
/// <param name="Currency">FOCUS BillingCurrency.</param>
/// <param name="Unit">FOCUS ConsumedUnit; empty when nothing is measured.</param>
public readonly record struct CubeLineKey(DimensionSet Dimensions, Currency Currency, string Unit);
