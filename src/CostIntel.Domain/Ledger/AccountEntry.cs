using CostIntel.Domain.Money;

namespace CostIntel.Domain.Ledger;

/// <summary>What one flush of a partition tells an account: either that a resource exists, or a sum of charges.</summary>
/// <param name="Resource">Canonical key of the resource; empty for a sum.</param>
/// <param name="Currency">FOCUS BillingCurrency of the sum.</param>
/// <param name="Month">Month of the charges, see <see cref="LedgerTime.MonthOfDay"/>.</param>
/// <param name="Costs">Their sum.</param>
public readonly record struct AccountEntry(string Resource, Currency Currency, int Month, Costs Costs)
{
    /// <summary>Tells that a resource exists; saying it twice changes nothing.</summary>
    public static AccountEntry OfResource(string resource) => new(resource, Currency.None, 0, Costs.Zero);

    /// <summary>A sum of charges of a month.</summary>
    public static AccountEntry OfSum(Currency currency, int month, in Costs costs) => new("", currency, month, costs);
}
