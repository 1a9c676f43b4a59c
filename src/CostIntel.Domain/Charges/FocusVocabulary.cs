using System.Collections.Frozen;

namespace CostIntel.Domain.Charges;

/// <summary>FOCUS's closed lists of values, in their exact spelling.</summary>
public static class FocusVocabulary
{
    /// <summary>The ChargeClass of a change to an invoiced period.</summary>
    public const string Correction = "Correction";

    /// <summary>FOCUS ChargeCategory.</summary>
    public static FrozenSet<string> ChargeCategories { get; } = Set("Usage", "Purchase", "Tax", "Credit", "Adjustment");

    /// <summary>FOCUS ChargeClass.</summary>
    public static FrozenSet<string> ChargeClasses { get; } = Set(Correction);

    /// <summary>FOCUS ChargeFrequency.</summary>
    public static FrozenSet<string> ChargeFrequencies { get; } = Set("One-Time", "Recurring", "Usage-Based");

    /// <summary>FOCUS PricingCategory.</summary>
    public static FrozenSet<string> PricingCategories { get; } = Set("Standard", "Dynamic", "Committed", "Other");

    /// <summary>FOCUS CommitmentDiscountStatus.</summary>
    public static FrozenSet<string> CommitmentDiscountStatuses { get; } = Set("Used", "Unused");

    /// <summary>FOCUS ServiceCategory.</summary>
    public static FrozenSet<string> ServiceCategories { get; } = Set(
        "AI and Machine Learning",
        "Analytics",
        "Business Applications",
        "Compute",
        "Databases",
        "Developer Tools",
        "Identity",
        "Integration",
        "Internet of Things",
        "Management and Governance",
        "Media",
        "Migration",
        "Mobile",
        "Multicloud",
        "Networking",
        "Other",
        "Security",
        "Storage",
        "Web");

    /// <summary>The exact spelling of a value that differs in case or in blanks around it; otherwise the value itself.</summary>
    public static string Normalise(FrozenSet<string> list, string value)
    {
        var trimmed = value.Trim();
        if (list.Contains(trimmed))
        {
            return trimmed;
        }

        foreach (var known in list)
        {
            if (string.Equals(known, trimmed, StringComparison.OrdinalIgnoreCase))
            {
                return known;
            }
        }

        return trimmed;
    }

    private static FrozenSet<string> Set(params string[] values) => values.ToFrozenSet(StringComparer.Ordinal);
}
