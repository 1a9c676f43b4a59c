using System.Buffers;
using CostIntel.Domain.Identity;

namespace CostIntel.Domain.Workflow;

/// <summary>Names of changes: that of its recommendation, or one of its own when it carries out several.</summary>
public static class ChangeId
{
    private const string Prefix = "chg-";
    private const int Digits = 20;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The name of a change.</summary>
    /// <param name="recommendationIds">What it carries out; at least one.</param>
    /// <param name="request">Tells requests for the same apart.</param>
    public static string Of(IReadOnlyList<string> recommendationIds, string request)
    {
        if (recommendationIds.Count == 1)
        {
            return recommendationIds[0];
        }

        var name = string.Join('\n', [request, .. recommendationIds.Order(StringComparer.Ordinal)]);
        return Prefix + Convert.ToHexStringLower(PermanentHash.Hash128(System.Text.Encoding.UTF8.GetBytes(name)))[..Digits];
    }

    /// <summary>True for a name of a change that carries out several: chg- and 20 hexadecimal digits.</summary>
    public static bool IsOfSeveral(string text) => text.Length == Prefix.Length + Digits
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.AsSpan(Prefix.Length).IndexOfAnyExcept(HexDigits) < 0;
}
