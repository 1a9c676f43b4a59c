using System.Globalization;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Sla.Checks;

/// <summary>Writes the arithmetic of findings.</summary>
internal static class SlaText
{
    /// <summary>Text that is the same whatever the machine's language.</summary>
    public static string Of(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>A value with its unit.</summary>
    public static string Of(double value, string unit)
    {
        var number = Number(value);
        return unit switch { "" => number, "%" => number + "%", _ => $"{number} {unit.Trim('{', '}').Replace("}/", "/", StringComparison.Ordinal)}" };
    }

    /// <summary>A number with three digits that matter.</summary>
    public static string Number(double value)
    {
        const double Hundred = 100;
        var format = Math.Abs(value) switch { >= Hundred => "0", >= 10 => "0.#", >= 1 => "0.##", _ => "0.####" };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>The unit of a metric; empty for the client's own.</summary>
    public static string UnitOf(string metric) => MetricVocabulary.Find(metric)?.Unit ?? "";

    /// <summary>A finding that nothing was reckoned for.</summary>
    public static SlaFinding Remark(string subject, SlaOutcome outcome, string why) => new(subject, outcome, 0, 0, 0, "", why);
}
