using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;
using static System.FormattableString;

namespace CostIntel.Domain.Recommendations.Recommenders.Storage;

/// <summary>A cheaper class of disk that answers as fast, as gp3 after gp2. Not for disks that need many operations.</summary>
public sealed class DiskType : IRecommender
{
    private const double OperationsKnown = 0.88;
    private const double OperationsUnknown = 0.75;
    private const decimal RatioMax = 0.95m;
    // What classes of general purpose do at no extra price, operations a second.
    private const double OperationsIncluded = 3_000;

    /// <inheritdoc/>
    public string Rule => "disk-type";

    /// <inheritdoc/>
    public Candidate? Judge(Assessment assessment)
    {
        if (assessment.Kind != ResourceKind.Disk
            || StorageClasses.Named(assessment, StorageClasses.Block) is not { PricePerGiBMonth: > 0 } now
            || Cheapest(assessment, now) is not { } best
            || Operations(assessment) is > OperationsIncluded)
        {
            return null;
        }

        var reads = assessment.Settled("disk.read.operations");
        var writes = assessment.Settled("disk.write.operations");
        var start = reads is not null && writes is not null ? OperationsKnown : OperationsUnknown;
        var ratio = best.PricePerGiBMonth / now.PricePerGiBMonth;
        return new(
            Rule,
            new() { Action = ActionType.Upgrade, From = now.Name, To = best.Name, PriceRatio = Math.Round(ratio, 6) },
            Confidence.Of(assessment, start, reads, writes),
            Effort.VeryLow,
            Invariant($"{best.Name} answers as fast as {now.Name} and costs {100 * (1 - ratio):0}% less."),
            Operations(assessment) is { } peak ? [new("operations peak", peak, OperationsIncluded, "{operation}/s")] : [],
            assessment.LookBackDays);
    }

    // Of the same speed: what is faster than others charges for operations apart from space.
    private static StorageClass? Cheapest(Assessment assessment, StorageClass now)
    {
        StorageClass? best = null;
        foreach (var offer in StorageClasses.Of(assessment, StorageClasses.Block))
        {
            if (!offer.IsArchive
                && offer.LatencyRatio == now.LatencyRatio
                && offer.PricePerGiBMonth is > 0 and var price
                && price <= now.PricePerGiBMonth * RatioMax
                && (best is null || price < best.PricePerGiBMonth))
            {
                best = offer;
            }
        }

        return best;
    }

    // The most of both that is known, whether it spans the look-back or not: it speaks against the change.
    private static double? Operations(Assessment assessment)
    {
        var reads = assessment.Facts.Metric("disk.read.operations")?.Profile.PeakOfDays(Quiet.DaysKnown);
        var writes = assessment.Facts.Metric("disk.write.operations")?.Profile.PeakOfDays(Quiet.DaysKnown);
        return reads is null && writes is null ? null : (reads ?? 0) + (writes ?? 0);
    }
}
