using CostIntel.Domain.Money;

namespace CostIntel.Domain.Ledger;

/// <summary>Costs with the currency they are in.</summary>
/// <param name="Currency">FOCUS BillingCurrency.</param>
/// <param name="Costs">The four FOCUS costs.</param>
public readonly record struct CurrencyCosts(Currency Currency, Costs Costs);
