using System.Buffers;
using System.Collections.Frozen;

namespace CostIntel.Domain.Charges;

/// <summary>Checks charges against FOCUS's rules and our limits. The first fault found is the one reported.</summary>
public static class ChargeValidation
{
    // Descriptions have tabs and lines; what else moves a terminal's cursor or ends a C string is no text.
    private static readonly SearchValues<char> ControlCharacters = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Append(0x7F).Select(code => (char)code).Except("\t\n\r")]);

    private static readonly FieldFault NegativeQuantity = new(
        "ConsumedQuantity",
        "The quantity of usage or a purchase is not negative unless ChargeClass is Correction or its costs are negative.");

    /// <summary>What is wrong with a series; null when nothing is.</summary>
    public static FieldFault? Check(ChargeSeries series) =>
        Required("ServiceProviderName", series.Provider)
        ?? Required("BillingAccountId", series.BillingAccountId)
        ?? Required("ServiceName", series.ServiceName)
        ?? Required("ChargeCategory", series.ChargeCategory)
        ?? CheckCurrency(series)
        ?? CheckEnumerations(series)
        ?? CheckTexts(series)
        ?? CheckPairs("Tags", series.Tags, ChargeLimits.TagCountMax, ChargeLimits.TagValueLengthMax)
        ?? CheckPairs("Attributes", series.Attributes, ChargeLimits.AttributeCountMax, ChargeLimits.AttributeLengthMax);

    /// <summary>What is wrong with a charge period; null when nothing is.</summary>
    /// <param name="startSeconds">FOCUS ChargePeriodStart, Unix seconds.</param>
    /// <param name="endSeconds">FOCUS ChargePeriodEnd, Unix seconds, exclusive.</param>
    /// <param name="now">The time of the check.</param>
    public static FieldFault? CheckPeriod(long startSeconds, long endSeconds, DateTimeOffset now)
    {
        if (endSeconds <= startSeconds)
        {
            return new FieldFault("ChargePeriodEnd", "The end of a charge period lies after its start.");
        }

        if (startSeconds < ChargeLimits.Earliest.ToUnixTimeSeconds())
        {
            return new FieldFault("ChargePeriodStart", "The charge period begins before the year 2000.");
        }

        if (startSeconds > (now + ChargeLimits.AheadMax).ToUnixTimeSeconds())
        {
            return new FieldFault(
                "ChargePeriodStart", $"The charge period begins more than {ChargeLimits.AheadMax.TotalDays:0} days from now.");
        }

        return endSeconds - startSeconds > (long)ChargeLimits.PeriodMax.TotalSeconds
            ? new FieldFault(
                "ChargePeriodEnd", $"The charge period is longer than {ChargeLimits.PeriodMax.TotalDays:0} days.")
            : null;
    }

    /// <summary>True where FOCUS allows a negative quantity: corrections, taxes, credits and adjustments.</summary>
    public static bool AllowsNegativeQuantity(ChargeSeries series) =>
        series.ChargeClass == FocusVocabulary.Correction || series.ChargeCategory is not ("Usage" or "Purchase");

    /// <summary>What is wrong with the size of amounts; null when nothing is.</summary>
    /// <param name="costs">The charge's costs.</param>
    /// <param name="quantity">FOCUS ConsumedQuantity.</param>
    public static FieldFault? CheckAmounts(in Money.Costs costs, decimal quantity) =>
        TooLarge("BilledCost", costs.Billed)
        ?? TooLarge("EffectiveCost", costs.Effective)
        ?? TooLarge("ListCost", costs.List)
        ?? TooLarge("ContractedCost", costs.Contracted)
        ?? (Math.Abs(quantity) > ChargeLimits.QuantityMax
            ? new FieldFault("ConsumedQuantity", "The quantity is beyond 10^24.")
            : null);

    /// <summary>What is wrong with a quantity; null when nothing is.</summary>
    /// <remarks>
    /// Real exports take usage back with negative quantities and costs without marking the row as a correction: that
    /// is accepted. A negative quantity that costs something is a mistake.
    /// </remarks>
    /// <param name="mayBeNegative">See <see cref="AllowsNegativeQuantity"/>.</param>
    /// <param name="quantity">FOCUS ConsumedQuantity.</param>
    /// <param name="costs">The charge's costs.</param>
    public static FieldFault? CheckQuantity(bool mayBeNegative, decimal quantity, in Money.Costs costs) =>
        quantity >= 0 || mayBeNegative || costs.Billed < 0 || costs.List < 0 || costs.Effective < 0
            ? null
            : NegativeQuantity;

    private static FieldFault? TooLarge(string field, decimal cost) =>
        Math.Abs(cost) > ChargeLimits.CostMax ? new FieldFault(field, "The cost is beyond 10^15.") : null;

    private static FieldFault? Required(string field, string value) =>
        value.Length == 0 ? new FieldFault(field, "The value is missing.") : null;

    private static FieldFault? CheckCurrency(ChargeSeries series) =>
        series.Currency == Money.Currency.None ? new FieldFault("BillingCurrency", "The value is missing.") : null;

    private static FieldFault? CheckEnumerations(ChargeSeries series) =>
        OneOf("ChargeCategory", series.ChargeCategory, FocusVocabulary.ChargeCategories)
        ?? OneOf("ChargeClass", series.ChargeClass, FocusVocabulary.ChargeClasses)
        ?? OneOf("ChargeFrequency", series.ChargeFrequency, FocusVocabulary.ChargeFrequencies)
        ?? OneOf("PricingCategory", series.PricingCategory, FocusVocabulary.PricingCategories)
        ?? OneOf("ServiceCategory", series.ServiceCategory, FocusVocabulary.ServiceCategories)
        ?? OneOf("CommitmentDiscountStatus", series.CommitmentDiscountStatus, FocusVocabulary.CommitmentDiscountStatuses);

    private static FieldFault? OneOf(string field, string value, FrozenSet<string> list) =>
        value.Length == 0 || list.Contains(value)
            ? null
            : new FieldFault(field, $"'{Shown(value)}' is none of {string.Join(", ", list.Order(StringComparer.Ordinal))}.");

    private static FieldFault? CheckTexts(ChargeSeries series)
    {
        foreach (var (field, value) in Texts(series))
        {
            if (CheckText(field, value, ChargeLimits.TextLengthMax) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static (string Field, string Value)[] Texts(ChargeSeries series) =>
    [
        ("ServiceProviderName", series.Provider),
        ("BillingAccountId", series.BillingAccountId),
        ("BillingAccountName", series.BillingAccountName),
        ("SubAccountId", series.SubAccountId),
        ("SubAccountName", series.SubAccountName),
        ("ResourceId", series.ResourceId),
        ("ResourceName", series.ResourceName),
        ("ResourceType", series.ResourceType),
        ("ServiceName", series.ServiceName),
        ("ServiceSubcategory", series.ServiceSubcategory),
        ("RegionId", series.RegionId),
        ("RegionName", series.RegionName),
        ("AvailabilityZone", series.AvailabilityZone),
        ("ChargeDescription", series.ChargeDescription),
        ("SkuId", series.SkuId),
        ("SkuPriceId", series.SkuPriceId),
        ("SkuMeter", series.SkuMeter),
        ("PricingUnit", series.PricingUnit),
        ("CommitmentDiscountId", series.CommitmentDiscountId),
        ("ConsumedUnit", series.ConsumedUnit),
    ];

    private static FieldFault? CheckText(string field, string value, int lengthMax)
    {
        if (value.Length > lengthMax)
        {
            return new FieldFault(field, $"The value has {value.Length} characters; at most {lengthMax} are allowed.");
        }

        return value.AsSpan().ContainsAny(ControlCharacters)
            ? new FieldFault(field, "The value has control characters.")
            : null;
    }

    private static FieldFault? CheckPairs(
        string field, IReadOnlyList<KeyValuePair<string, string>> pairs, int countMax, int valueLengthMax)
    {
        if (pairs.Count > countMax)
        {
            return new FieldFault(field, $"There are {pairs.Count} keys; at most {countMax} are allowed.");
        }

        for (var i = 0; i < pairs.Count; i++)
        {
            var (key, value) = pairs[i];
            if (key.Length is 0 or > ChargeLimits.TagKeyLengthMax)
            {
                return new FieldFault(field, $"A key has 1 to {ChargeLimits.TagKeyLengthMax} characters.");
            }

            if (i > 0 && string.Equals(key, pairs[i - 1].Key, StringComparison.Ordinal))
            {
                return new FieldFault(field, $"The key '{Shown(key)}' occurs twice.");
            }

            if (key.AsSpan().ContainsAny(ControlCharacters))
            {
                return new FieldFault(field, "A key has control characters.");
            }

            if (CheckText(field, value, valueLengthMax) is { } fault)
            {
                return fault with { Reason = $"Key '{Shown(key)}': {fault.Reason}" };
            }
        }

        return null;
    }

    private static string Shown(string value) => value.Length <= 40 ? value : value[..40] + "…";
}
