using System.Globalization;
using CostIntel.Contracts.Otlp;

namespace CostIntel.Contracts.OpenTelemetry;

/// <summary>Looks values up among attributes.</summary>
internal static class OtlpAttributes
{
    /// <summary>The first of these that is there and not empty, as text; null for none.</summary>
    public static string? Find(IEnumerable<KeyValue>? attributes, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var text = TextOf(attributes?.FirstOrDefault(attribute => attribute.Key == name)?.Value).Trim();
            if (text.Length > 0)
            {
                return text;
            }
        }

        return null;
    }

    private static string TextOf(AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        _ => "",
    };
}
