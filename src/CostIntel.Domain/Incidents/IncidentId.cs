using System.Buffers;
using CostIntel.Domain.Identity;

namespace CostIntel.Domain.Incidents;

/// <summary>Names an incident by the finding that opened it, so that the same finding never opens two.</summary>
public readonly record struct IncidentId
{
    private const string Prefix = "inc-";
    private const int Digits = 20;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly string? _text;

    private IncidentId(string text) => _text = text;

    /// <summary>The id of the incident that a finding opens.</summary>
    public static IncidentId Of(Finding finding)
    {
        var name = FormattableString.Invariant($"{finding.Subject.Key}\n{finding.StartSeconds}");
        var hash = PermanentHash.Hash128(System.Text.Encoding.UTF8.GetBytes(name));
        return new(Prefix + Convert.ToHexStringLower(hash)[..Digits]);
    }

    /// <summary>Reads the canonical form: inc- and 20 hexadecimal digits.</summary>
    public static bool TryParse(string text, out IncidentId id)
    {
        var isId = text.Length == Prefix.Length + Digits
            && text.StartsWith(Prefix, StringComparison.Ordinal)
            && text.AsSpan(Prefix.Length).IndexOfAnyExcept(HexDigits) < 0;
        id = isId ? new(text) : default;
        return isId;
    }

    /// <summary>Reads the canonical form.</summary>
    /// <exception cref="FormatException">The text is not the canonical form.</exception>
    public static IncidentId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not the id of an incident.");

    /// <inheritdoc/>
    public override string ToString() => _text ?? "";
}
