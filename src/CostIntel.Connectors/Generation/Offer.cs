namespace CostIntel.Connectors.Generation;

/// <summary>Something a provider sells by use.</summary>
/// <param name="Service">ServiceName.</param>
/// <param name="Category">ServiceCategory.</param>
/// <param name="Subcategory">ServiceSubcategory, of that category.</param>
/// <param name="ResourceType">ResourceType.</param>
/// <param name="Meter">SkuMeter.</param>
/// <param name="Unit">ConsumedUnit and PricingUnit.</param>
/// <param name="ListPrice">List price of one unit.</param>
/// <param name="PeakMilliUnits">Units used in an hour of full load, in thousandths.</param>
/// <param name="Shape">How the use changes over a week.</param>
internal sealed record Offer(
    string Service, string Category, string Subcategory, string ResourceType, string Meter, string Unit,
    decimal ListPrice, int PeakMilliUnits, LoadShape Shape)
{
    /// <summary>Whether a commitment can cover it: paid by the hour, one unit each.</summary>
    public bool IsCommittable => Shape == LoadShape.Constant && Unit == "Hours";
}

/// <summary>A provider with what it sells and where.</summary>
internal sealed record ProviderOffers(
    string Name,
    string Publisher,
    string AccountType,
    string SubAccountType,
    (string Id, string Name)[] Regions,
    Offer[] Offers)
{
    /// <summary>The provider as it identifies a series.</summary>
    public string Id => Name.ToLowerInvariant();

    /// <summary>What its SKUs begin with.</summary>
    public string SkuPrefix => Name[..2].ToUpperInvariant();
}
