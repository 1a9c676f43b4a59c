using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;
using static System.FormattableString;

namespace CostIntel.Domain.Recommendations.Recommenders.Machines;

/// <summary>
/// The same in a cheaper region of the same area, if all that it sends went back to where it is now. Only where the policy
/// allows it, and not for what has to stay.
/// </summary>
public sealed class CheaperRegion : IRecommender
{
    private const double TrafficKnown = 0.65;
    private const double TrafficUnknown = 0.52;
    private const decimal RatioMax = 0.95m;
    private const double BytesPerGiB = 1_073_741_824;
    private const double SecondsPerMonth = 730 * 3_600;
    // The catalogue gives prices of transfer in this currency alone.
    private const string ListCurrency = "USD";

    /// <inheritdoc/>
    public string Rule => "cheaper-region";

    /// <inheritdoc/>
    public Candidate? Judge(Assessment assessment)
    {
        var series = assessment.Facts.Description;
        if (!assessment.Policy.Sizing.AllowRegionChange
            || !(assessment.IsSized || assessment.Kind == ResourceKind.Bucket)
            || assessment.Facts.Currency.Code != ListCurrency
            || TagHints.IsBound(series)
            || assessment.Catalog.Region(assessment.Provider, series.RegionId) is not { Factor: > 0 } now
            || Cheapest(assessment.Catalog, now) is not { } best)
        {
            return null;
        }

        var change = ChangeTo(assessment, now, best);
        var saved = (assessment.MonthlyCost * (1 - change.PriceRatio)) - change.AddedPerMonth;
        return saved < assessment.MonthlyCost * (1 - RatioMax) ? null : Propose(assessment, now, best, change);
    }

    private static RegionPrice? Cheapest(PriceCatalog catalog, RegionPrice now)
    {
        RegionPrice? best = null;
        foreach (var region in catalog.Regions)
        {
            if (region.Provider == now.Provider
                && region.Area == now.Area
                && region.Factor is > 0 and var factor
                && factor <= now.Factor * RatioMax
                && (best is null || factor < best.Factor))
            {
                best = region;
            }
        }

        return best;
    }

    private static Change ChangeTo(Assessment assessment, RegionPrice now, RegionPrice best)
    {
        var sent = assessment.Settled("network.transmit") is { } transmit
            ? transmit.Profile.Mean * SecondsPerMonth / BytesPerGiB
            : 0;
        var held = assessment.Facts.Metric("storage.used") is { } storage ? storage.LastValue / BytesPerGiB : 0;
        return new()
        {
            Action = ActionType.Migrate,
            From = now.RegionId,
            To = best.RegionId,
            PriceRatio = Math.Round(best.Factor / now.Factor, 6),
            AddedPerMonth = Math.Round((decimal)sent * best.TransferPerGiB, 6),
            OneTimeCost = Math.Round((decimal)held * now.TransferPerGiB, 6),
            RestartNeeded = true,
        };
    }

    private Candidate Propose(Assessment assessment, RegionPrice now, RegionPrice best, Change change)
    {
        var transmit = assessment.Settled("network.transmit");
        return new(
            Rule,
            change,
            Confidence.OfUse(assessment, transmit is null ? TrafficUnknown : TrafficKnown, transmit),
            Effort.High,
            Invariant($"{best.RegionId} is in the same area as {now.RegionId} and {100 * (1 - change.PriceRatio):0}% cheaper")
                + (change.AddedPerMonth > 0
                    ? $"; sending all its data back would cost {Sentence.PerMonth(assessment, change.AddedPerMonth)}."
                    : "."),
            [new("price of the region", (double)best.Factor, (double)now.Factor, "1")],
            assessment.LookBackDays);
    }
}
