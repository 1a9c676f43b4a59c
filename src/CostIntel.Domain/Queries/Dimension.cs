namespace CostIntel.Domain.Queries;

/// <summary>By what costs can be grouped and filtered.</summary>
public enum DimensionKind
{
    /// <summary>FOCUS ServiceProviderName, lower-case.</summary>
    Provider = 1,

    /// <summary>FOCUS BillingAccountId.</summary>
    Account,

    /// <summary>FOCUS SubAccountId.</summary>
    SubAccount,

    /// <summary>FOCUS ServiceName.</summary>
    Service,

    /// <summary>FOCUS ServiceCategory.</summary>
    ServiceCategory,

    /// <summary>FOCUS RegionId.</summary>
    Region,

    /// <summary>FOCUS ChargeCategory.</summary>
    ChargeCategory,

    /// <summary>FOCUS ResourceId.</summary>
    Resource,

    /// <summary>The value of one FOCUS tag.</summary>
    Tag,
}

/// <summary>A dimension, with the key when it is a tag.</summary>
public readonly record struct Dimension
{
    private const string TagPrefix = "tag:";

    private static readonly Dictionary<string, DimensionKind> KindByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["provider"] = DimensionKind.Provider,
        ["account"] = DimensionKind.Account,
        ["sub_account"] = DimensionKind.SubAccount,
        ["service"] = DimensionKind.Service,
        ["service_category"] = DimensionKind.ServiceCategory,
        ["region"] = DimensionKind.Region,
        ["charge_category"] = DimensionKind.ChargeCategory,
        ["resource"] = DimensionKind.Resource,
    };

    private Dimension(DimensionKind kind, string tagKey) => (Kind, TagKey) = (kind, tagKey);

    /// <summary>The names that <see cref="TryParse"/> understands, for error messages.</summary>
    public static string Names { get; } = string.Join(", ", KindByName.Keys) + ", tag:KEY";

    /// <summary>The kind.</summary>
    public DimensionKind Kind { get; }

    /// <summary>The tag's key; empty for other kinds.</summary>
    public string TagKey { get; }

    /// <summary>A dimension that is not a tag.</summary>
    public static Dimension Of(DimensionKind kind) => new(kind, "");

    /// <summary>The values of a tag.</summary>
    public static Dimension OfTag(string key) => new(DimensionKind.Tag, key);

    /// <summary>Reads a name; hyphens count as underscores, case does not matter, a tag's key is kept as it is.</summary>
    public static bool TryParse(string text, out Dimension dimension)
    {
        if (text.StartsWith(TagPrefix, StringComparison.OrdinalIgnoreCase) && text.Length > TagPrefix.Length)
        {
            dimension = new(DimensionKind.Tag, text[TagPrefix.Length..]);
            return true;
        }

        var known = KindByName.TryGetValue(text.Trim().Replace('-', '_'), out var kind);
        dimension = known ? new(kind, "") : default;
        return known;
    }

    /// <summary>The canonical name.</summary>
    public override string ToString()
    {
        if (Kind == DimensionKind.Tag)
        {
            return TagPrefix + TagKey;
        }

        var kind = Kind;
        return KindByName.First(pair => pair.Value == kind).Key;
    }
}
