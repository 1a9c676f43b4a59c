using CostIntel.Domain.Identity;

namespace CostIntel.Grains.Statements;

/// <summary>Names a source of statements of one tenant.</summary>
/// <param name="Tenant">Whose statements.</param>
/// <param name="Source">The system they come from; without '/'.</param>
public readonly record struct StatementSourceKey(TenantId Tenant, string Source)
{
    /// <summary>Reads the canonical form.</summary>
    /// <exception cref="FormatException">The text is not the canonical form.</exception>
    public static StatementSourceKey Parse(string text)
    {
        var cut = text.IndexOf('/', StringComparison.Ordinal);
        return cut > 0
            ? new(TenantId.Parse(text[..cut]), text[(cut + 1)..])
            : throw new FormatException($"'{text}' is not a statement source; expected tenant/source.");
    }

    /// <summary>The producer under which an import's differences are counted.</summary>
    public static string ProducerOf(string importId) => "import:" + importId;

    /// <inheritdoc/>
    public override string ToString() => $"{Tenant}/{Source}";
}
