using System.Text;
using System.Text.Json;
using CostIntel.Domain.Charges;

namespace CostIntel.Connectors.Focus;

/// <summary>The fields of a charge series as the texts of FOCUS columns.</summary>
internal static class SeriesCells
{
    /// <summary>The text of a column: how the source wrote it, where that was kept; empty for null.</summary>
    public static string Text(ChargeSeries series, string column)
    {
        foreach (var (name, value) in series.Attributes)
        {
            if (name == column)
            {
                return value;
            }
        }

        return Enum.TryParse<FocusColumn>(column, out var known) ? Field(series, known) : "";
    }

    private static string Field(ChargeSeries series, FocusColumn column) => column switch
    {
        FocusColumn.AvailabilityZone => series.AvailabilityZone,
        FocusColumn.BillingAccountId => series.BillingAccountId,
        FocusColumn.BillingAccountName => series.BillingAccountName,
        FocusColumn.BillingCurrency => series.Currency.Code,
        FocusColumn.ChargeCategory => series.ChargeCategory,
        FocusColumn.ChargeClass => series.ChargeClass,
        FocusColumn.ChargeDescription => series.ChargeDescription,
        FocusColumn.ChargeFrequency => series.ChargeFrequency,
        FocusColumn.CommitmentDiscountId => series.CommitmentDiscountId,
        FocusColumn.CommitmentDiscountStatus => series.CommitmentDiscountStatus,
        FocusColumn.ConsumedUnit => series.ConsumedUnit,
        FocusColumn.PricingCategory => series.PricingCategory,
        FocusColumn.PricingUnit => series.PricingUnit,
        FocusColumn.ProviderName or FocusColumn.ServiceProviderName => series.Provider,
        FocusColumn.RegionId => series.RegionId,
        FocusColumn.RegionName => series.RegionName,
        FocusColumn.ResourceId => series.ResourceId,
        FocusColumn.ResourceName => series.ResourceName,
        FocusColumn.ResourceType => series.ResourceType,
        FocusColumn.ServiceCategory => series.ServiceCategory,
        FocusColumn.ServiceName => series.ServiceName,
        FocusColumn.ServiceSubcategory => series.ServiceSubcategory,
        FocusColumn.SkuId => series.SkuId,
        FocusColumn.SkuMeter => series.SkuMeter,
        FocusColumn.SkuPriceId => series.SkuPriceId,
        FocusColumn.SubAccountId => series.SubAccountId,
        FocusColumn.SubAccountName => series.SubAccountName,
        FocusColumn.Tags => Json(series.Tags),
        _ => "",
    };

    private static string Json(IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        if (tags.Count == 0)
        {
            return "";
        }

        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var (key, value) in tags)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
