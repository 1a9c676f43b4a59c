using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;
using static System.FormattableString;

namespace CostIntel.Domain.Recommendations.Recommenders.Machines;

/// <summary>
/// A machine of another provider in the same area, no smaller, for much less money. Only where the policy allows it: this is a
/// project, and a price to negotiate with.
/// </summary>
public sealed class CheaperProvider : IRecommender
{
    private const double Modest = 0.55;
    private const double PriceError = 0.1;
    private const decimal RatioMax = 0.75m;

    /// <inheritdoc/>
    public string Rule => "cheaper-provider";

    /// <inheritdoc/>
    public Candidate? Judge(Assessment assessment)
    {
        var series = assessment.Facts.Description;
        if (!assessment.Policy.Sizing.AllowProviderChange
            || assessment.Kind != ResourceKind.Machine
            || TagHints.IsBound(series)
            || assessment.Machine is not { HourlyPrice: > 0 } now
            || assessment.Catalog.Region(assessment.Provider, series.RegionId) is not { Factor: > 0 } here)
        {
            return null;
        }

        var (machine, region) = Best(assessment.Catalog, now, here);
        return machine is null || region is null ? null : Propose(assessment, now, here, machine, region);
    }

    private static (MachineType? Machine, RegionPrice? Region) Best(PriceCatalog catalog, MachineType now, RegionPrice here)
    {
        var best = now.HourlyPrice * here.Factor * RatioMax;
        (MachineType? Machine, RegionPrice? Region) found = default;
        foreach (var region in catalog.Regions)
        {
            if (region.Provider == now.Provider || region.Area != here.Area || region.Factor <= 0)
            {
                continue;
            }

            foreach (var machine in catalog.MachinesOf(region.Provider))
            {
                var price = machine.HourlyPrice * region.Factor;
                if (price > 0
                    && price < best
                    && machine.Architecture == now.Architecture
                    && Demand.IsBurstable(machine) == Demand.IsBurstable(now)
                    && Alike.IsNoSmaller(machine, now))
                {
                    (best, found) = (price, (machine, region));
                }
            }
        }

        return found;
    }

    private Candidate Propose(
        Assessment assessment, MachineType now, RegionPrice here, MachineType machine, RegionPrice region)
    {
        var (price, priceNow) = (machine.HourlyPrice * region.Factor, now.HourlyPrice * here.Factor);
        var ratio = Math.Round(price / priceNow, 6);
        var change = Demand.Of(assessment, now).To(machine, ActionType.Migrate) with
        {
            To = $"{region.Provider} {region.RegionId} {machine.Name}",
            PriceRatio = ratio,
            PriceError = PriceError,
        };
        return new(
            Rule,
            change,
            Confidence.OfUse(assessment, Modest),
            Effort.VeryHigh,
            Invariant($"{machine.Name} of {region.Provider} in {region.RegionId} is no smaller than {now.Name} and ")
                + Invariant($"{100 * (1 - ratio):0}% cheaper by list."),
            [new("price of an hour", (double)price, (double)priceNow, "USD")],
            assessment.LookBackDays);
    }
}
