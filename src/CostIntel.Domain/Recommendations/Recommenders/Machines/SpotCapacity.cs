using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;
using static System.FormattableString;

namespace CostIntel.Domain.Recommendations.Recommenders.Machines;

/// <summary>
/// Capacity that may be taken back, for machines of which tags say that they may go at any time. Never in production, and not
/// for what is bought so already.
/// </summary>
public sealed class SpotCapacity : IRecommender
{
    private const double OutsideProduction = 0.85;
    private const double UnknownEnvironment = 0.6;
    private const double MinutesPerInterruption = 5;
    private const double OftenPerMonth = 15;
    private const double Often = 0.8;

    /// <inheritdoc/>
    public string Rule => "spot";

    /// <inheritdoc/>
    public Candidate? Judge(Assessment assessment)
    {
        var series = assessment.Facts.Description;
        if (!assessment.Policy.Sizing.AllowSpot
            || assessment.Kind != ResourceKind.Machine
            || assessment.Environment == EnvironmentKind.Production
            || series.PricingCategory == "Dynamic"
            || !TagHints.IsInterruptible(series)
            || TagHints.IsStateful(series)
            || TagHints.IsStandby(series)
            || Offer(assessment) is not { PriceRatio: < 1 } offer)
        {
            return null;
        }

        var start = assessment.Environment == EnvironmentKind.NonProduction ? OutsideProduction : UnknownEnvironment;
        var change = new Change
        {
            Action = ActionType.Configure,
            From = "on demand",
            To = "spot",
            PriceRatio = offer.PriceRatio,
            PriceError = offer.PriceError,
            InterruptionsPerMonth = offer.InterruptionsPerMonth,
            MinutesPerInterruption = MinutesPerInterruption,
            RestartNeeded = true,
        };
        return new(
            Rule,
            change,
            Confidence.OfUse(assessment, start) * (offer.InterruptionsPerMonth > OftenPerMonth ? Often : 1),
            Effort.Medium,
            Invariant($"Its tags say that it may be interrupted; spot capacity costs {100 * (1 - offer.PriceRatio):0}% less")
                + Invariant($" and is taken back about {offer.InterruptionsPerMonth:0.#} times a month."),
            [new("interruptions a month", offer.InterruptionsPerMonth, null, "1")],
            assessment.LookBackDays);
    }

    // That of its family, or else what the provider usually asks.
    private static SpotOffer? Offer(Assessment assessment) => assessment.Machine is { } machine
        ? assessment.Catalog.SpotOf(machine)
        : assessment.Catalog.Spot.FirstOrDefault(offer => offer.Provider == assessment.Provider && offer.Family.Length == 0);
}
