using CostIntel.Domain.Charges;
using CostIntel.Domain.Money;
using Google.Protobuf.Collections;

namespace CostIntel.Contracts.Mapping;

/// <summary>Series between the contract and the domain.</summary>
public static class SeriesMapping
{
    /// <summary>The domain's form; texts are trimmed and the provider is lower-cased. A fault says what is wrong.</summary>
    public static (ChargeSeries? Series, FieldFault? Fault) ToDomain(this V1.Series message)
    {
        if (!Currency.TryParse(message.BillingCurrency.Trim(), out var currency))
        {
            return (null, new("BillingCurrency", $"'{Shown(message.BillingCurrency)}' is not an ISO 4217 currency code."));
        }

        if (Duplicate(message.Tags) is { } duplicate)
        {
            return (null, new("Tags", $"The key '{Shown(duplicate)}' occurs twice."));
        }

        var series = new ChargeSeries
        {
            Provider = Trim(message.Provider).ToLowerInvariant(),
            BillingAccountId = Trim(message.BillingAccountId),
            BillingAccountName = Trim(message.BillingAccountName),
            SubAccountId = Trim(message.SubAccountId),
            SubAccountName = Trim(message.SubAccountName),
            ResourceId = Trim(message.ResourceId),
            ResourceName = Trim(message.ResourceName),
            ResourceType = Trim(message.ResourceType),
            ServiceName = Trim(message.ServiceName),
            ServiceCategory = message.ServiceCategory.Length == 0 ? "Other" : Trim(message.ServiceCategory),
            ServiceSubcategory = Trim(message.ServiceSubcategory),
            RegionId = Trim(message.RegionId),
            RegionName = Trim(message.RegionName),
            AvailabilityZone = Trim(message.AvailabilityZone),
            ChargeCategory = Trim(message.ChargeCategory),
            ChargeClass = Trim(message.ChargeClass),
            ChargeFrequency = Trim(message.ChargeFrequency),
            ChargeDescription = Trim(message.ChargeDescription),
            SkuId = Trim(message.SkuId),
            SkuPriceId = Trim(message.SkuPriceId),
            SkuMeter = Trim(message.SkuMeter),
            PricingCategory = Trim(message.PricingCategory),
            PricingUnit = Trim(message.PricingUnit),
            CommitmentDiscountId = Trim(message.CommitmentDiscountId),
            CommitmentDiscountStatus = Trim(message.CommitmentDiscountStatus),
            ConsumedUnit = Trim(message.ConsumedUnit),
            Currency = currency,
            Tags = Sorted(message.Tags),
            Attributes = Sorted(message.Attributes),
        };
        return ChargeValidation.Check(series) is { } fault ? (null, fault) : (series, null);
    }

    /// <summary>The contract's form.</summary>
    public static V1.Series ToMessage(this ChargeSeries series)
    {
        var message = new V1.Series
        {
            Provider = series.Provider,
            BillingAccountId = series.BillingAccountId,
            BillingAccountName = series.BillingAccountName,
            SubAccountId = series.SubAccountId,
            SubAccountName = series.SubAccountName,
            ResourceId = series.ResourceId,
            ResourceName = series.ResourceName,
            ResourceType = series.ResourceType,
            ServiceName = series.ServiceName,
            ServiceCategory = series.ServiceCategory,
            ServiceSubcategory = series.ServiceSubcategory,
            RegionId = series.RegionId,
            RegionName = series.RegionName,
            AvailabilityZone = series.AvailabilityZone,
            ChargeCategory = series.ChargeCategory,
            ChargeClass = series.ChargeClass,
            ChargeFrequency = series.ChargeFrequency,
            ChargeDescription = series.ChargeDescription,
            SkuId = series.SkuId,
            SkuPriceId = series.SkuPriceId,
            SkuMeter = series.SkuMeter,
            PricingCategory = series.PricingCategory,
            PricingUnit = series.PricingUnit,
            CommitmentDiscountId = series.CommitmentDiscountId,
            CommitmentDiscountStatus = series.CommitmentDiscountStatus,
            ConsumedUnit = series.ConsumedUnit,
            BillingCurrency = series.Currency.Code,
        };
        message.Tags.AddRange(ToMessages(series.Tags));
        message.Attributes.AddRange(ToMessages(series.Attributes));
        return message;
    }

    /// <summary>Keys and values in the contract's form.</summary>
    public static IEnumerable<V1.KeyValue> ToMessages(this IEnumerable<KeyValuePair<string, string>> pairs) =>
        pairs.Select(pair => new V1.KeyValue { Key = pair.Key, Value = pair.Value });

    private static string Trim(string text) => text.Trim();

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static string? Duplicate(RepeatedField<V1.KeyValue> pairs)
    {
        var keys = new HashSet<string>(pairs.Count, StringComparer.Ordinal);
        return pairs.FirstOrDefault(pair => !keys.Add(pair.Key))?.Key;
    }

    private static KeyValuePair<string, string>[] Sorted(IEnumerable<V1.KeyValue> pairs) =>
        [.. pairs.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal)];
}
