using System.Buffers;
using CostIntel.Domain.Charges;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;

namespace CostIntel.Domain.Recommendations.Recommenders.Network;

/// <summary>
/// Traffic that costs much, day after day: another route is often cheaper. How much is saved depends on what the traffic is,
/// which charges do not say: the range is wide and the confidence modest.
/// </summary>
public sealed class DataTransfer : IRecommender
{
    private const double Modest = 0.55;
    private const decimal WorthLooking = 50;
    private const double SteadyShare = 0.8;
    private const decimal SteadyLevel = 0.3m;

    // Of the usual remedies, about what remains and how far that may be out.
    private static readonly Route[] Routes =
    [
        new(Words("natgateway", "nat gateway", "nat-gateway", "cloud nat"), 0.6m, 0.3, "a NAT gateway", "private endpoints"),
        new(
            Words("inter zone", "inter-zone", "interzone", "regional-bytes"),
            0.6m,
            0.3,
            "traffic between zones",
            "callers and servers in the same zone"),
        new(Words("inter region", "inter-region", "aws-out-bytes"), 0.7m, 0.25, "traffic between regions", "copies nearer by"),
        new(Words("egress", "out-bytes", "bandwidth", "internet"), 0.75m, 0.2, "traffic to the internet", "a delivery network"),
    ];

    // What a delivery network sends needs none.
    private static readonly SearchValues<string> Delivery = Words(
        "cloudfront", "content delivery", "delivery network", "cdn", "front door", "distribution");

    private static readonly SearchValues<string> Fixed = Words("-hours", "uptime", " hour");

    /// <inheritdoc/>
    public string Rule => "data-transfer";

    /// <inheritdoc/>
    public Candidate? Judge(Assessment assessment)
    {
        if (assessment.Kind != ResourceKind.Transfer
            || assessment.MonthlyCost < WorthLooking * Math.Max(1, assessment.Policy.MinimumSaving)
            || assessment.Facts.Description.SkuMeter.AsSpan().ContainsAny(Fixed)
            || RouteOf(assessment.Facts.Description) is not { } route
            || SteadyDays(assessment.Facts.Costs, assessment.LookBackDays) is not { } steady)
        {
            return null;
        }

        return new(
            Rule,
            new()
            {
                Action = ActionType.Configure,
                From = route.Name,
                To = route.Remedy,
                PriceRatio = route.PriceRatio,
                PriceError = route.PriceError,
            },
            Confidence.Of(assessment, Modest),
            Effort.Medium,
            $"It is charged {Sentence.PerMonth(assessment, assessment.MonthlyCost)} for {route.Name}, day after day: "
                + $"{route.Remedy} usually cost less.",
            [new("days with much traffic", steady, SteadyShare * assessment.LookBackDays, "d")],
            assessment.LookBackDays);
    }

    private static Route? RouteOf(ChargeSeries series)
    {
        if (series.ServiceName.AsSpan().ContainsAny(Delivery)
            || series.ServiceSubcategory.AsSpan().ContainsAny(Delivery)
            || series.ResourceType.AsSpan().ContainsAny(Delivery))
        {
            return null;
        }

        foreach (var route in Routes)
        {
            if (series.SkuMeter.AsSpan().ContainsAny(route.Words)
                || series.ResourceType.AsSpan().ContainsAny(route.Words)
                || series.ChargeDescription.AsSpan().ContainsAny(route.Words))
            {
                return route;
            }
        }

        return null;
    }

    // A copy that was made once is over; null when it is not day after day.
    private static int? SteadyDays(CostHistory costs, int days)
    {
        if (costs.Days < days)
        {
            return null;
        }

        var usual = costs.CostPerHour(days) * 24 * SteadyLevel;
        var steady = 0;
        for (var day = costs.Days - days; day < costs.Days; day++)
        {
            steady += costs.DailyCosts[day] >= usual ? 1 : 0;
        }

        return steady >= SteadyShare * days ? steady : null;
    }

    private static SearchValues<string> Words(params string[] words) =>
        SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);

    /// <summary>Where traffic goes, and what else it could do.</summary>
    private sealed record Route(SearchValues<string> Words, decimal PriceRatio, double PriceError, string Name, string Remedy);
}
