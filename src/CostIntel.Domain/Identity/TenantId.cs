namespace CostIntel.Domain.Identity;

/// <summary>Names a tenant: 1 to 64 lower-case letters, digits and hyphens.</summary>
public readonly record struct TenantId
{
    private const int LengthMax = 64;

    private readonly string? _value;

    private TenantId(string value) => _value = value;

    /// <summary>The tenant of an engine that has only one.</summary>
    public static TenantId Default { get; } = new("default");

    /// <summary>Reads the canonical form.</summary>
    /// <exception cref="FormatException">The text is not a tenant id.</exception>
    public static TenantId Parse(string text) => TryParse(text, out var tenant)
        ? tenant
        : throw new FormatException($"'{text}' is not a tenant id: 1 to {LengthMax} lower-case letters, digits and hyphens.");

    /// <summary>Reads the canonical form.</summary>
    public static bool TryParse(string text, out TenantId tenant)
    {
        var isValid = text.Length is > 0 and <= LengthMax
            && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
        tenant = isValid ? new(text) : default;
        return isValid;
    }

    /// <summary>
    /// A name that clients choose, as it is kept: two tenants may choose the same one. The default tenant's stay as they
    /// are.
    /// </summary>
    /// <param name="name">Without a slash.</param>
    public string Scope(string name) => this == Default ? name : $"{_value}/{name}";

    /// <summary>
    /// What stands before free bytes that clients choose, such as event ids: longer than any of those may be, so that no
    /// tenant can choose bytes that are another's. Empty for the default tenant.
    /// </summary>
    /// <param name="lengthMax">How many bytes clients may choose.</param>
    public byte[] ScopeOfBytes(int lengthMax)
    {
        if (this == Default)
        {
            return [];
        }

        var scope = new byte[Math.Max(lengthMax, LengthMax) + 1];
        System.Text.Encoding.ASCII.GetBytes(ToString(), scope);
        return scope;
    }

    /// <inheritdoc/>
    public override string ToString() => _value ?? "";
}
