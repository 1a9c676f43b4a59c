using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;
using static System.FormattableString;

namespace CostIntel.Domain.Recommendations.Recommenders.Machines;

/// <summary>
/// The same size on arm64, not older, for less money. Not for what says that it is made for x86; a managed database does not
/// notice.
/// </summary>
public sealed class ArchitectureChange : IRecommender
{
    private const string Arm = "arm64";
    private const double Managed = 0.82;
    private const double OwnSoftware = 0.62;
    private const decimal RatioMax = 0.95m;

    /// <inheritdoc/>
    public string Rule => "architecture";

    /// <inheritdoc/>
    public Candidate? Judge(Assessment assessment)
    {
        if (!assessment.Policy.Sizing.AllowArchitectureChange
            || !assessment.IsSized
            || assessment.IsMachineOfDatabase
            || assessment.Machine is not { HourlyPrice: > 0, Series.Length: > 0, Architecture: not Arm, Gpus: 0 } now)
        {
            return null;
        }

        MachineType? best = null;
        foreach (var machine in assessment.Catalog.MachinesOf(now.Provider))
        {
            if (machine is { Architecture: Arm, HourlyPrice: > 0 }
                && machine.Series == now.Series
                && machine.Generation >= now.Generation
                && Alike.IsNoSmaller(machine, now)
                && machine.HourlyPrice <= now.HourlyPrice * RatioMax
                && (best is null || machine.HourlyPrice < best.HourlyPrice))
            {
                best = machine;
            }
        }

        return best is null || TagHints.IsTiedToArchitecture(assessment.Facts.Description)
            ? null
            : Propose(assessment, now, best);
    }

    private Candidate Propose(Assessment assessment, MachineType now, MachineType best)
    {
        var isManaged = assessment.Kind == ResourceKind.Database;
        return new(
            Rule,
            Demand.Of(assessment, now).To(best, ActionType.Migrate),
            Confidence.OfUse(assessment, isManaged ? Managed : OwnSoftware),
            isManaged ? Effort.Low : Effort.High,
            Invariant($"{best.Name} on arm64 is as large as {now.Name} and costs ")
                + Invariant($"{100 * (1 - (best.HourlyPrice / now.HourlyPrice)):0}% less")
                + (isManaged ? "." : "; the software has to run there."),
            [new("price of an hour", (double)best.HourlyPrice, (double)now.HourlyPrice, "USD")],
            assessment.LookBackDays);
    }
}
