using System.Reflection;
using CostIntel.Domain.Charges;

namespace CostIntel.Domain.Tests.Charges;

/// <summary>Series by the names of their properties, so that a column that is added later is tested as well.</summary>
internal static class SeriesProperties
{
    /// <summary>Properties that hold one text.</summary>
    public static IReadOnlyList<PropertyInfo> Texts { get; } =
        [.. typeof(ChargeSeries).GetProperties().Where(property => property.PropertyType == typeof(string))];

    /// <summary>The FOCUS column of a property.</summary>
    public static string Column(string property) => property switch
    {
        nameof(ChargeSeries.Provider) => "ServiceProviderName",
        nameof(ChargeSeries.Currency) => "BillingCurrency",
        _ => property,
    };

    /// <summary>A sound series with one property set.</summary>
    public static ChargeSeries With(string property, object value)
    {
        var series = TestCharges.Series();
        typeof(ChargeSeries).GetProperty(property)!.SetValue(series, value);
        return series;
    }
}
