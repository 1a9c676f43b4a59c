using System.Buffers;
using CostIntel.Domain.Identity;

namespace CostIntel.Domain.Recommendations.Book;

/// <summary>Names a recommendation by what it is about, its rule and when it was proposed first.</summary>
public readonly record struct RecommendationId
{
    private const string Prefix = "rec-";
    private const int Digits = 20;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly string? _text;

    private RecommendationId(string text) => _text = text;

    /// <summary>The id of a recommendation that is proposed.</summary>
    /// <param name="target">Key of what it is about.</param>
    /// <param name="rule">Which recommender proposes it.</param>
    /// <param name="proposedUtc">When.</param>
    public static RecommendationId Of(string target, string rule, DateTimeOffset proposedUtc)
    {
        var name = FormattableString.Invariant($"{target}\n{rule}\n{proposedUtc.UtcTicks}");
        var hash = PermanentHash.Hash128(System.Text.Encoding.UTF8.GetBytes(name));
        return new(Prefix + Convert.ToHexStringLower(hash)[..Digits]);
    }

    /// <summary>Reads the canonical form: rec- and 20 hexadecimal digits.</summary>
    public static bool TryParse(string text, out RecommendationId id)
    {
        var isId = text.Length == Prefix.Length + Digits
            && text.StartsWith(Prefix, StringComparison.Ordinal)
            && text.AsSpan(Prefix.Length).IndexOfAnyExcept(HexDigits) < 0;
        id = isId ? new(text) : default;
        return isId;
    }

    /// <summary>Reads the canonical form.</summary>
    /// <exception cref="FormatException">The text is not the canonical form.</exception>
    public static RecommendationId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not the id of a recommendation.");

    /// <inheritdoc/>
    public override string ToString() => _text ?? "";
}
