namespace CostIntel.Domain.Charges;

/// <summary>Bounds that every charge has to keep.</summary>
public static class ChargeLimits
{
    /// <summary>Characters of an id, name or other single value.</summary>
    public const int TextLengthMax = 2_048;

    /// <summary>Characters of a tag's or custom column's key.</summary>
    public const int TagKeyLengthMax = 256;

    /// <summary>Characters of a tag's value.</summary>
    public const int TagValueLengthMax = 1_024;

    /// <summary>Tags of a charge.</summary>
    public const int TagCountMax = 128;

    /// <summary>Custom columns of a charge.</summary>
    public const int AttributeCountMax = 256;

    /// <summary>Characters of a custom column's value.</summary>
    public const int AttributeLengthMax = 8_192;

    /// <summary>The largest cost of one charge, in its currency: sums of such never leave the range of decimals.</summary>
    public const decimal CostMax = 1_000_000_000_000_000m;

    /// <summary>The largest quantity of one charge; byte-seconds of a month reach 10^20.</summary>
    public const decimal QuantityMax = 1_000_000_000_000_000_000_000_000m;

    /// <summary>How long a charge period may be.</summary>
    public static TimeSpan PeriodMax { get; } = TimeSpan.FromDays(1_100);

    /// <summary>How far ahead of now a charge period may begin: a term that was paid in advance, not a wrong century.</summary>
    public static TimeSpan AheadMax { get; } = TimeSpan.FromDays(400);

    /// <summary>The earliest charge period.</summary>
    public static DateTimeOffset Earliest { get; } = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
