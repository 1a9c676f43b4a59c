namespace CostIntel.Connectors.Focus;

/// <summary>The FOCUS columns that a row is made of; the name of a member is the name of the column.</summary>
internal enum FocusColumn
{
    // Values of the row itself.
    BilledCost,
    EffectiveCost,
    ListCost,
    ContractedCost,
    BillingPeriodStart,
    BillingPeriodEnd,
    ChargePeriodStart,
    ChargePeriodEnd,
    ConsumedQuantity,
    InvoiceId,

    // Values of its charge series.
    AvailabilityZone,
    BillingAccountId,
    BillingAccountName,
    BillingCurrency,
    ChargeCategory,
    ChargeClass,
    ChargeDescription,
    ChargeFrequency,
    CommitmentDiscountId,
    CommitmentDiscountStatus,
    ConsumedUnit,
    PricingCategory,
    PricingUnit,
    ProviderName,
    RegionId,
    RegionName,
    ResourceId,
    ResourceName,
    ResourceType,
    ServiceCategory,
    ServiceName,
    ServiceProviderName,
    ServiceSubcategory,
    SkuId,
    SkuMeter,
    SkuPriceId,
    SubAccountId,
    SubAccountName,
    Tags,
}
