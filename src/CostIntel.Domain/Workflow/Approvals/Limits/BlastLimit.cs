using CostIntel.Domain.Incidents;
using CostIntel.Domain.Incidents.Rules;

namespace CostIntel.Domain.Workflow.Approvals.Limits;

/// <summary>What a limit counts together.</summary>
public enum BlastGroup
{
    /// <summary>All that the limit is about.</summary>
    Everything = 1,

    /// <summary>Each billing account for itself.</summary>
    Account,

    /// <summary>Each service of an account for itself.</summary>
    Service,

    /// <summary>Each fleet for itself: resources that stand in for each other.</summary>
    Fleet,
}

/// <summary>How many changes are made at a time, whatever proposed or approved them.</summary>
/// <param name="Name">Named where something waits for it.</param>
/// <param name="Scopes">Which targets it counts; empty for all.</param>
/// <param name="Each">What it counts together.</param>
/// <param name="AtOnce">So many at the same time; null for any number. At least 1.</param>
/// <param name="AnHour">So many begun within any hour; null for any number. At least 1.</param>
/// <param name="Share">
/// So much of a fleet at the same time, above 0 to 1; null for all. At least one of a fleet may always be changed.
/// </param>
public sealed record BlastLimit(
    string Name, IReadOnlyList<Scope> Scopes, BlastGroup Each, int? AtOnce, int? AnHour, decimal? Share)
{
    /// <summary>True when it counts changes of a target.</summary>
    public bool IsAbout(Subject target) => Scopes.Count == 0 || Scopes.Any(scope => scope.Holds(target));

    /// <summary>True when it counts two changes together.</summary>
    internal bool Joins(BlastRequest request, BlastLease lease) => IsAbout(lease.Target) && Each switch
    {
        BlastGroup.Account => lease.Target.Account == request.Target.Account,
        BlastGroup.Service => lease.Target.Account == request.Target.Account
            && lease.Target.ServiceName == request.Target.ServiceName,
        BlastGroup.Fleet => request.Fleet.Length > 0 && lease.Fleet == request.Fleet,
        _ => true,
    };

    /// <summary>How many may be changed at the same time.</summary>
    internal int? AtOnceOf(BlastRequest request)
    {
        if (Share is not { } share || Each != BlastGroup.Fleet || request.Fleet.Length == 0)
        {
            return AtOnce;
        }

        var ofFleet = Math.Max(1, (int)(share * request.FleetSize));
        return Math.Min(AtOnce ?? ofFleet, ofFleet);
    }
}
