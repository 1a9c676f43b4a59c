namespace CostIntel.Domain.Recommendations.Recommenders.Evidence;

/// <summary>What it costs to keep a copy of what is deleted.</summary>
internal static class KeptCopy
{
    /// <summary>
    /// A month of a snapshot as large as the disk; null when the catalogue does not know what either costs, or a copy would
    /// cost as much as the disk.
    /// </summary>
    public static decimal? PerMonth(Assessment assessment)
    {
        var disk = StorageClasses.Named(assessment, StorageClasses.Block)?.PricePerGiBMonth
            ?? Cheapest(assessment, StorageClasses.Block);
        var copy = Cheapest(assessment, StorageClasses.Snapshot);
        return disk > 0 && copy is { } price && price < disk ? assessment.MonthlyCost * price / disk.Value : null;
    }

    // Of what answers at the usual speed: neither slow disks, which few have, nor archives of snapshots, which are not what is
    // wanted for the days in which somebody may ask for the disk.
    private static decimal? Cheapest(Assessment assessment, string kind)
    {
        decimal? cheapest = null;
        foreach (var offer in StorageClasses.Of(assessment, kind))
        {
            if (offer is { IsArchive: false, RetrievalPerGiB: 0, LatencyRatio: <= 1 } && (cheapest is null || offer.PricePerGiBMonth < cheapest))
            {
                cheapest = offer.PricePerGiBMonth;
            }
        }

        return cheapest;
    }
}
