using CostIntel.Domain.Sla;
using CostIntel.Domain.Workflow.Execution;

namespace CostIntel.Grains.Resources;

/// <summary>How an SLO was kept before and since a time, see <see cref="SloSince"/>.</summary>
[GenerateSerializer, Immutable, Alias("costintel.slo-since-view")]
public sealed record SloSinceView(
    [property: Id(0)] string SloId,
    [property: Id(1)] decimal BadShareAllowed,
    [property: Id(2)] long GoodBefore,
    [property: Id(3)] long BadBefore,
    [property: Id(4)] long GoodSince,
    [property: Id(5)] long BadSince)
{
    // Objectives are written with few digits; what a binary fraction adds to them means nothing.
    private const int Digits = 9;

    /// <summary>The view of a meter.</summary>
    /// <param name="meter">What counts.</param>
    /// <param name="sinceSeconds">Unix seconds UTC.</param>
    public static SloSinceView Of(SloMeter meter, long sinceSeconds)
    {
        var (goodBefore, badBefore, good, bad) = meter.Since(sinceSeconds);
        return new(meter.Slo.Id, Math.Round(1 - (decimal)meter.Slo.Objective, Digits), goodBefore, badBefore, good, bad);
    }

    /// <summary>The domain's form.</summary>
    public SloSince ToDomain() => new(SloId, BadShareAllowed, GoodBefore, BadBefore, GoodSince, BadSince);
}
