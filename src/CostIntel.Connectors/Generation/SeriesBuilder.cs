using CostIntel.Domain.Charges;

namespace CostIntel.Connectors.Generation;

/// <summary>The series of the simulated fleet, as strict FOCUS.</summary>
internal static class SeriesBuilder
{
    private static readonly string[] Teams =
        ["checkout", "search", "platform", "data", "mobile", "payments", "growth", "identity"];

    private static readonly string[] Applications =
    [
        "web-shop", "catalogue", "recommendations", "invoicing", "warehouse", "reporting", "notifications", "fraud",
    ];

    /// <summary>The use of one resource, or a correction of it.</summary>
    public static ChargeSeries Usage(
        long seed, int index, FleetAccount account, Offer offer, bool isCommitted, bool isCorrection)
    {
        var region = account.Provider.Regions[Chance.Below(account.Provider.Regions.Length, seed, index, 20)];
        var environment = Environments.Names[Chance.Below(Environments.Names.Length, seed, index, 22)];
        var application = Applications[Chance.Below(Applications.Length, seed, index, 23)];
        var (subAccountId, subAccountName) = account.SubAccount(Chance.Below(4, seed, index, 24));
        var sku = SkuOf(account, offer);
        return new ChargeSeries
        {
            Provider = account.Provider.Id,
            BillingAccountId = account.Id,
            BillingAccountName = account.Name,
            Currency = account.Currency,
            SubAccountId = subAccountId,
            SubAccountName = subAccountName,
            ChargeCategory = "Usage",
            ChargeClass = isCorrection ? FocusVocabulary.Correction : "",
            ChargeDescription = isCorrection ? "Correction of the month before" : $"{offer.Meter} in {region.Name}",
            ChargeFrequency = "Usage-Based",
            CommitmentDiscountId = isCommitted ? account.CommitmentId : "",
            CommitmentDiscountStatus = isCommitted ? "Used" : "",
            ConsumedUnit = offer.Unit,
            PricingCategory = isCommitted ? "Committed" : "Standard",
            PricingUnit = offer.Unit,
            RegionId = region.Id,
            RegionName = region.Name,
            ResourceId = ResourceId(account, region.Id, offer, Chance.Bits(seed, index, 21)),
            ResourceName = $"{application}-{environment}-{index}",
            ResourceType = offer.ResourceType,
            ServiceCategory = offer.Category,
            ServiceName = offer.Service,
            ServiceSubcategory = offer.Subcategory,
            SkuId = sku,
            SkuMeter = offer.Meter,
            SkuPriceId = isCommitted ? $"{sku}.committed" : $"{sku}.standard",
            Tags = Tags(seed, index, environment, application),
            Attributes = Attributes(account),
        };
    }

    /// <summary>A charge of the account as a whole.</summary>
    public static ChargeSeries OfAccount(FleetAccount account, AccountCharge charge)
    {
        var (subAccountId, subAccountName) = account.SubAccount(0);
        var isPurchase = charge.Category == "Purchase";
        return new ChargeSeries
        {
            Provider = account.Provider.Id,
            BillingAccountId = account.Id,
            BillingAccountName = account.Name,
            Currency = account.Currency,
            SubAccountId = subAccountId,
            SubAccountName = subAccountName,
            ChargeCategory = charge.Category,
            ChargeDescription = charge.Description,
            ChargeFrequency = charge.Frequency,
            CommitmentDiscountId = charge.IsCommitment ? account.CommitmentId : "",
            CommitmentDiscountStatus = charge.IsCommitment && !isPurchase ? "Unused" : "",
            PricingCategory = isPurchase ? "Standard" : charge.IsCommitment ? "Committed" : "",
            ResourceId = charge.IsCommitment ? account.CommitmentId : "",
            ResourceType = charge.IsCommitment ? "commitment" : "",
            ServiceCategory = "Other",
            ServiceName = charge.Service,
            ServiceSubcategory = "Other (Other)",
            SkuId = isPurchase || charge.IsCommitment ? $"{account.Provider.SkuPrefix}-{charge.Service}" : "",
            Attributes = Attributes(account),
        };
    }

    private static string SkuOf(FleetAccount account, Offer offer) =>
        $"{account.Provider.SkuPrefix}-{Chance.Bits(0, offer.Meter.Length, offer.PeakMilliUnits) % 1_000_000:D6}";

    private static string ResourceId(FleetAccount account, string region, Offer offer, ulong bits)
    {
        var type = offer.ResourceType.Replace(' ', '-');
        return account.Provider.Name switch
        {
            "AWS" => $"arn:aws:{type}:{region}:{account.Id}:{type}-{bits:x16}",
            "Microsoft" => $"/subscriptions/{account.Id}/resourcegroups/rg-{bits % 40}/providers/{type}/{bits:x16}",
            _ => $"//googleapis.com/projects/{account.Id}/locations/{region}/{type}/{bits}",
        };
    }

    // One resource in ten has no tags, as is sadly usual.
    private static KeyValuePair<string, string>[] Tags(long seed, int index, string environment, string application) =>
        Chance.Below(10, seed, index, 25) == 0
            ? []
            : [
                new("application", application),
                new("cost-center", $"CC-{100 + Chance.Below(20, seed, index, 26)}"),
                new("environment", environment),
                new("team", Teams[Chance.Below(Teams.Length, seed, index, 27)]),
            ];

    private static KeyValuePair<string, string>[] Attributes(FleetAccount account) =>
    [
        new("BillingAccountType", account.Provider.AccountType),
        new("HostProviderName", account.Provider.Name),
        new("InvoiceIssuerName", account.Provider.Publisher),
        new("ProviderName", account.Provider.Name),
        new("PublisherName", account.Provider.Publisher),
        new("ServiceProviderName", account.Provider.Name),
        new("SubAccountType", account.Provider.SubAccountType),
        new("x_CostCategory", account.Index % 2 == 0 ? "product" : "internal"),
    ];
}
