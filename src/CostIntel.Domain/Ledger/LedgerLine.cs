using CostIntel.Domain.Money;

namespace CostIntel.Domain.Ledger;

/// <summary>The costs of one resource that share dimensions, currency and unit.</summary>
/// <param name="Dimensions">By which the line is grouped and filtered.</param>
/// <param name="Currency">FOCUS BillingCurrency.</param>
/// <param name="Unit">FOCUS ConsumedUnit; empty when nothing is measured.</param>
/// <param name="Days">By UTC day of the charge period's start.</param>
/// <param name="Hours">By UTC hour, shared by all lines of the currency, unit and charge category.</param>
public sealed record LedgerLine(DimensionSet Dimensions, Currency Currency, string Unit, CostTable Days, CostTable Hours);
