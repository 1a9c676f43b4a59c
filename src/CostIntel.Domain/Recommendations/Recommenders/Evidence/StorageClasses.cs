using CostIntel.Domain.Charges;
using CostIntel.Domain.Recommendations.Catalog;

namespace CostIntel.Domain.Recommendations.Recommenders.Evidence;

/// <summary>Finds the class of storage that a charge is for.</summary>
internal static class StorageClasses
{
    /// <summary>Kind of the classes of objects.</summary>
    public const string Object = "object";

    /// <summary>Kind of the classes of disks.</summary>
    public const string Block = "block";

    /// <summary>Kind of the classes of copies of disks.</summary>
    public const string Snapshot = "snapshot";

    /// <summary>The provider's classes of a kind.</summary>
    public static IEnumerable<StorageClass> Of(Assessment assessment, string kind) =>
        assessment.Catalog.Storage.Where(offer => offer.Provider == assessment.Provider && offer.Kind == kind);

    /// <summary>The class that the charge names; of several, the one with the longest name. Null for none.</summary>
    public static StorageClass? Named(Assessment assessment, string kind)
    {
        StorageClass? found = null;
        foreach (var offer in Of(assessment, kind))
        {
            if ((found is null || offer.Name.Length > found.Name.Length) && IsNamed(assessment.Facts.Description, offer.Name))
            {
                found = offer;
            }
        }

        return found;
    }

    /// <summary>True when data is kept in one place alone: cheaper, and sooner lost.</summary>
    public static bool IsLessDurable(StorageClass offer) =>
        offer.Name.Contains("onezone", StringComparison.OrdinalIgnoreCase)
        || offer.Name.Contains("reduced", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The class that is meant where none is named: the dearest of those that are read at no price and no delay.
    /// </summary>
    public static StorageClass? Usual(Assessment assessment, string kind) => Of(assessment, kind)
        .Where(offer => offer is { IsArchive: false, RetrievalPerGiB: 0, MinimumDays: 0 })
        .MaxBy(offer => offer.PricePerGiBMonth);

    private static bool IsNamed(ChargeSeries series, string name) =>
        Holds(series.SkuMeter, name) || Holds(series.ChargeDescription, name) || Holds(series.SkuId, name)
        || Holds(series.ResourceType, name) || series.Attributes.Any(attribute => Holds(attribute.Value, name));

    // As a word of its own: hot is no part of a photo, and standard none of standard_ia.
    private static bool Holds(string text, string name)
    {
        var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        while (at >= 0)
        {
            if (!IsInWord(text, at - 1) && !IsInWord(text, at + name.Length))
            {
                return true;
            }

            at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase);
        }

        return false;
    }

    private static bool IsInWord(string text, int at) =>
        at >= 0 && at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_');
}
