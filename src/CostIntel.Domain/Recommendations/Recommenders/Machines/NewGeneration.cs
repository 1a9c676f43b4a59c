using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;
using static System.FormattableString;

namespace CostIntel.Domain.Recommendations.Recommenders.Machines;

/// <summary>A newer generation of the same series and architecture, no smaller and no slower, for less money.</summary>
public sealed class NewGeneration : IRecommender
{
    private const double Sure = 0.85;
    private const decimal RatioMax = 0.97m;

    /// <inheritdoc/>
    public string Rule => "new-generation";

    /// <inheritdoc/>
    public Candidate? Judge(Assessment assessment)
    {
        if (!assessment.IsSized
            || assessment.IsMachineOfDatabase
            || assessment.Machine is not { HourlyPrice: > 0, Series.Length: > 0 } now)
        {
            return null;
        }

        MachineType? best = null;
        foreach (var machine in assessment.Catalog.MachinesOf(now.Provider))
        {
            if (machine.Generation > now.Generation
                && machine.Series == now.Series
                && machine.Architecture == now.Architecture
                && Alike.IsNoSmaller(machine, now)
                && machine.HourlyPrice is > 0 and var price
                && price <= now.HourlyPrice * RatioMax
                && IsBetter(machine, best))
            {
                best = machine;
            }
        }

        return best is null ? null : Propose(assessment, now, best);
    }

    private static bool IsBetter(MachineType machine, MachineType? best) =>
        best is null
        || machine.HourlyPrice < best.HourlyPrice
        || (machine.HourlyPrice == best.HourlyPrice && machine.Generation > best.Generation);

    private Candidate Propose(Assessment assessment, MachineType now, MachineType best) => new(
        Rule,
        Demand.Of(assessment, now).To(best, ActionType.Upgrade),
        Confidence.OfUse(assessment, Sure),
        Effort.Low,
        Invariant($"{best.Name} follows {now.Name}, is no smaller and no slower, and costs ")
            + Invariant($"{100 * (1 - (best.HourlyPrice / now.HourlyPrice)):0}% less."),
        [new("price of an hour", (double)best.HourlyPrice, (double)now.HourlyPrice, "USD")],
        assessment.LookBackDays);
}
