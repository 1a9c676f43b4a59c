using System.Collections.Frozen;

namespace CostIntel.Connectors.Focus;

/// <summary>What becomes of the values of a column.</summary>
internal enum ColumnUse
{
    /// <summary>A value of the row: cost, quantity, period, invoice.</summary>
    Row,

    /// <summary>A field of the charge series.</summary>
    Series,

    /// <summary>Kept with the series under its own name.</summary>
    Attribute,

    /// <summary>A measure of one row that no figure here is made from; kept, it would make each row a series.</summary>
    LeftOut,
}

/// <summary>A column that FOCUS defines.</summary>
/// <param name="Name">As the specification writes it.</param>
/// <param name="Since">The first version that has it.</param>
/// <param name="Use">What becomes of its values.</param>
/// <param name="Column">The member for it, when rows are made of it.</param>
internal sealed record ColumnInfo(string Name, FocusVersion Since, ColumnUse Use, FocusColumn? Column);

/// <summary>The columns of FOCUS 1.0-preview to 1.4.</summary>
internal static class FocusColumns
{
    /// <summary>Columns without which no row can be understood, beside one that names the provider.</summary>
    public static readonly FocusColumn[] Required =
    [
        FocusColumn.BilledCost, FocusColumn.EffectiveCost, FocusColumn.ListCost, FocusColumn.BillingAccountId,
        FocusColumn.BillingCurrency, FocusColumn.BillingPeriodStart, FocusColumn.BillingPeriodEnd,
        FocusColumn.ChargePeriodStart, FocusColumn.ChargePeriodEnd, FocusColumn.ChargeCategory, FocusColumn.ServiceName,
    ];

    private static readonly FocusColumn[] Since10 =
    [
        FocusColumn.ChargeClass, FocusColumn.CommitmentDiscountStatus, FocusColumn.ConsumedQuantity,
        FocusColumn.ConsumedUnit, FocusColumn.ContractedCost, FocusColumn.RegionId, FocusColumn.RegionName,
    ];

    private static readonly FocusColumn[] Since11 = [FocusColumn.ServiceSubcategory, FocusColumn.SkuMeter];

    private static readonly FrozenDictionary<string, ColumnInfo> ByName = Define()
        .ToFrozenDictionary(info => info.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds a column by its name in any case; null when FOCUS has none of that name.</summary>
    public static ColumnInfo? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The columns of a version, ordered by name.</summary>
    public static IEnumerable<ColumnInfo> Of(FocusVersion version) => ByName.Values
        .Where(info => info.Since <= version && (version < FocusVersion.V14 || !IsGoneIn14(info.Name)))
        .OrderBy(info => info.Name, StringComparer.Ordinal);

    private static bool IsGoneIn14(string name) => name is "ProviderName" or "PublisherName";

    private static IEnumerable<ColumnInfo> Define() =>
        Enum.GetValues<FocusColumn>().Select(Modelled)
            .Concat(Named(FocusVersion.Preview10, ColumnUse.Attribute, "CommitmentDiscountCategory",
                "CommitmentDiscountName", "CommitmentDiscountType", "InvoiceIssuerName", "PublisherName"))
            .Concat(Named(FocusVersion.Preview10, ColumnUse.LeftOut, "ListUnitPrice", "PricingQuantity"))
            .Concat(Named(FocusVersion.V10, ColumnUse.LeftOut, "ContractedUnitPrice"))
            .Concat(Named(FocusVersion.V11, ColumnUse.Attribute, "CapacityReservationId", "CapacityReservationStatus",
                "CommitmentDiscountUnit", "SkuPriceDetails"))
            .Concat(Named(FocusVersion.V11, ColumnUse.LeftOut, "CommitmentDiscountQuantity"))
            .Concat(Named(FocusVersion.V12, ColumnUse.Attribute, "BillingAccountType", "PricingCurrency",
                "SubAccountType"))
            .Concat(Named(FocusVersion.V12, ColumnUse.LeftOut, "PricingCurrencyContractedUnitPrice",
                "PricingCurrencyEffectiveCost", "PricingCurrencyListUnitPrice"))
            .Concat(Named(FocusVersion.V13, ColumnUse.Attribute, "AllocatedMethodId", "AllocatedResourceId",
                "AllocatedResourceName", "AllocatedTags", "HostProviderName"))
            .Concat(Named(FocusVersion.V13, ColumnUse.LeftOut, "AllocatedMethodDetails", "ContractApplied"))
            .Concat(Named(FocusVersion.V14, ColumnUse.Attribute, "CommitmentProgramEligibilityDetails"))
            .Concat(Named(FocusVersion.V14, ColumnUse.LeftOut, "InvoiceDetailId"));

    private static ColumnInfo Modelled(FocusColumn column)
    {
        var since = column switch
        {
            FocusColumn.ServiceProviderName => FocusVersion.V13,
            FocusColumn.InvoiceId => FocusVersion.V12,
            _ when Since11.Contains(column) => FocusVersion.V11,
            _ when Since10.Contains(column) => FocusVersion.V10,
            _ => FocusVersion.Preview10,
        };
        var use = column <= FocusColumn.InvoiceId ? ColumnUse.Row : ColumnUse.Series;
        return new ColumnInfo(column.ToString(), since, use, column);
    }

    private static IEnumerable<ColumnInfo> Named(FocusVersion since, ColumnUse use, params string[] names) =>
        names.Select(name => new ColumnInfo(name, since, use, null));
}
