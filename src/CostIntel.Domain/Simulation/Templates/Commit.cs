using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Simulation.Templates;

/// <summary>
/// A commitment to a share of what is always used. What is always used shows in the sum of the resources: a resource
/// tells whether it is covered, and <see cref="CommitmentReplay"/> replays all that are.
/// </summary>
public sealed class Commit : IWhatIf
{
    private const string Standard = "Standard";
    private const string Compute = "Compute";

    private readonly int _months;
    private readonly bool _isUpfront;
    private readonly string _name;

    private Commit(decimal share, int months, bool isUpfront, string name) =>
        (Share, _months, _isUpfront, _name) = (share, months, isUpfront, name);

    /// <summary>The share of the floor that is committed to, above 0 and at most 1.5.</summary>
    public decimal Share { get; }

    internal static WhatIfTemplate Template { get; } = new(
        "commit",
        "A commitment to a share of the hourly cost that all covered resources together hardly ever fall below.",
        [
            new("share", false, "Share of that floor, 0.01 to 1.5; 0.8 by default."),
            new("term", false, "12 or 36 months; 12 by default."),
            new("upfront", false, "yes when the whole term is paid at once; no by default."),
            new("offer", false, "Name of the offer; by default the one with the lowest price."),
        ],
        "commit:share=0.8,term=36");

    /// <summary>
    /// The offer that covers a resource; null when none does. Only usage at the standard price is covered.
    /// </summary>
    /// <param name="facts">The resource.</param>
    /// <param name="catalog">What things cost.</param>
    public CommitmentOffer? OfferFor(ResourceFacts facts, PriceCatalog catalog)
    {
        var series = facts.Description;
        if (series.PricingCategory is not ("" or Standard) || series.CommitmentDiscountId.Length > 0)
        {
            return null;
        }

        var provider = catalog.ProviderName(series.Provider);
        return catalog.Commitments
            .Where(offer => offer.Provider == provider
                && offer.TermMonths == _months
                && offer.IsUpfront == _isUpfront
                && (_name.Length == 0 || string.Equals(offer.Name, _name, StringComparison.OrdinalIgnoreCase))
                && (offer.ServiceNames.Count == 0
                    ? series.ServiceCategory == Compute
                    : offer.ServiceNames.Contains(series.ServiceName)))
            .OrderBy(offer => offer.PriceRatio)
            .ThenBy(offer => offer.Name, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    /// <inheritdoc/>
    public WhatIfAnswer For(ResourceFacts facts, PriceCatalog catalog) => OfferFor(facts, catalog) is { } offer
        ? new Change { Action = ActionType.Purchase, From = "on demand", To = offer.Name, RollbackPossible = false }
        : new WhatIfRefusal(WhatIfRefusal.Resource, $"no offer of {_months} months covers it.");

    internal static IWhatIf Read(WhatIfParameters parameters)
    {
        var months = parameters.Text("term", "12");
        if (months is not ("12" or "36"))
        {
            parameters.Refuse("term", $"is '{months}'; it must be 12 or 36.");
        }

        var upfront = parameters.Text("upfront", "no");
        if (upfront is not ("yes" or "no"))
        {
            parameters.Refuse("upfront", $"is '{upfront}'; it must be yes or no.");
        }

        return new Commit(
            (decimal)parameters.Number("share", 0.8, 0.01, 1.5),
            months == "36" ? 36 : 12,
            upfront == "yes",
            parameters.Text("offer", ""));
    }
}
