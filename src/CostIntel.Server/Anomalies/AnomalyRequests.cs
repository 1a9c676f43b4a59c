using System.Globalization;
using CostIntel.Contracts.Anomalies;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents.Rules;
using CostIntel.Server.Errors;
using Google.Protobuf;
using IncidentId = CostIntel.Domain.Incidents.IncidentId;

namespace CostIntel.Server.Anomalies;

/// <summary>Checks requests about anomalies.</summary>
internal static class AnomalyRequests
{
    private const int CommentMax = 1_000;
    private const int NameDigits = 16;

    public static string Id(string text) => IncidentId.TryParse(text, out var id)
        ? id.ToString()
        : throw Require.Invalid($"incident_id is '{text}'; it must be inc- and 20 hexadecimal digits.");

    public static string Comment(string text, string field = "comment")
    {
        Require.That(text.Length <= CommentMax, $"{field} has {text.Length} characters; at most {CommentMax}.");
        return text;
    }

    public static Scope ScopeOf(IReadOnlyCollection<CostFilter> filters) => Parsed(() => FilterMapping.ToScope(filters));

    public static decimal? Amount(string text, string field)
    {
        if (text.Length == 0)
        {
            return null;
        }

        Require.That(
            decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount),
            $"{field} is '{text}'; it must be a decimal number of 0 or more, such as 12.50.");
        return amount;
    }

    /// <summary>What parses a message; what is wrong with it is answered with INVALID_ARGUMENT.</summary>
    public static T Parsed<T>(Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (FormatException fault)
        {
            throw Require.Invalid(fault.Message);
        }
    }

    /// <summary>Names a rule that has no name by what it says.</summary>
    public static string NameOf(DetectionRule rule) =>
        "rule-" + Convert.ToHexStringLower(PermanentHash.Hash128(rule.ToByteArray()))[..NameDigits];

    /// <summary>Tells requests apart whose pages do not belong together.</summary>
    public static ulong Fingerprint(ListAnomaliesRequest request)
    {
        var rest = request.Clone();
        (rest.PageToken, rest.PageSize) = ("", 0);
        return PermanentHash.Hash64(rest.ToByteArray());
    }
}
