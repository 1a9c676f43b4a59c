using CostIntel.Domain.Telemetry;

namespace CostIntel.Contracts.OpenTelemetry;

/// <summary>Names of metrics that have no meaning here.</summary>
internal static class OtlpNames
{
    private const int LengthMax = 128;

    /// <summary>The name under which such a metric is followed.</summary>
    public static string Custom(string name)
    {
        var here = MetricVocabulary.CustomPrefix
            + string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/' ? c : '_'));
        return here.Length > LengthMax ? here[..LengthMax] : here;
    }
}
