using CostIntel.Domain.Money;

namespace CostIntel.Domain.Ledger;

/// <summary>
/// What one flush of a partition tells an account: that a resource exists, a sum of a month's charges, or a sum of an
/// hour's usage of one service in one region.
/// </summary>
/// <param name="Resource">Canonical key of the resource; empty for a sum.</param>
/// <param name="Currency">FOCUS BillingCurrency of the sum.</param>
/// <param name="Month">Month of the charges, see <see cref="LedgerTime.MonthOfDay"/>.</param>
/// <param name="Costs">Their sum.</param>
/// <param name="ServiceName">FOCUS ServiceName of an hour's usage; empty for the others.</param>
/// <param name="RegionId">FOCUS RegionId of an hour's usage; empty for null.</param>
/// <param name="Hour">Hour of the usage, see <see cref="LedgerTime.Hour"/>.</param>
public readonly record struct AccountEntry(
    string Resource, Currency Currency, int Month, Costs Costs, string ServiceName, string RegionId, int Hour)
{
    /// <summary>True for an hour's usage.</summary>
    public bool IsHour => ServiceName.Length > 0;

    /// <summary>Tells that a resource exists; saying it twice changes nothing.</summary>
    public static AccountEntry OfResource(string resource) => new(resource, Currency.None, 0, Costs.Zero, "", "", 0);

    /// <summary>A sum of charges of a month.</summary>
    public static AccountEntry OfSum(Currency currency, int month, in Costs costs) => new("", currency, month, costs, "", "", 0);

    /// <summary>A sum of an hour's usage.</summary>
    public static AccountEntry OfHour(string service, string region, Currency currency, int hour, in Costs costs) =>
        new("", currency, 0, costs, service, region, hour);
}
