using CostIntel.Domain.Money;

namespace CostIntel.Domain.Ledger;

/// <summary>What one flush of a partition adds to one resource, as its account sees it.</summary>
/// <param name="Resource">Canonical resource key.</param>
/// <param name="Currency">FOCUS BillingCurrency.</param>
/// <param name="Month">Month of the charges, see <see cref="LedgerTime.MonthOfDay"/>.</param>
/// <param name="Costs">Their sum.</param>
public readonly record struct AccountEntry(string Resource, Currency Currency, int Month, Costs Costs);
