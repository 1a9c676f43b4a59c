using CostIntel.Domain.Queries;

namespace CostIntel.Domain.Incidents.Rules;

/// <summary>Which series a rule is about: those that every filter keeps. Without filters: all of the tenant.</summary>
/// <param name="Filters">By provider, account, sub_account, service, region, resource or tag:KEY.</param>
public sealed record Scope(IReadOnlyList<CostFilter> Filters)
{
    /// <summary>Every series.</summary>
    public static Scope Everything { get; } = new([]);

    /// <summary>True when series can be told apart by the dimension.</summary>
    public static bool Knows(Dimension dimension) =>
        dimension.Kind is not (DimensionKind.ServiceCategory or DimensionKind.ChargeCategory);

    /// <summary>
    /// The series of an incident: its resources while they are few, or else their services and regions; of a total that
    /// takes part the total as well.
    /// </summary>
    public static Scope Of(Incident incident)
    {
        const int Few = 20;
        var subjects = incident.Members.Select(member => member.Subject).ToList();
        var resources = subjects.Where(subject => subject.ResourceId.Length > 0).Select(subject => subject.ResourceId).ToHashSet();
        var filters = new List<CostFilter>
        {
            Filter(DimensionKind.Provider, new HashSet<string> { incident.Account.Provider }),
            Filter(DimensionKind.Account, new HashSet<string> { incident.Account.BillingAccountId }),
        };
        var hasTotals = subjects.Exists(subject => !subject.IsResource);
        var areFew = resources.Count is > 0 and <= Few && incident.FurtherMembers == 0;
        if (areFew)
        {
            // The totals that these resources are part of show the same, and have no resource.
            filters.Add(Filter(DimensionKind.Resource, hasTotals ? [.. resources, ""] : resources));
        }

        if (!areFew || hasTotals)
        {
            filters.Add(Filter(DimensionKind.Service, subjects.Select(subject => subject.ServiceName).ToHashSet()));
            filters.Add(Filter(DimensionKind.Region, subjects.Select(subject => subject.RegionId).ToHashSet()));
        }

        return new(filters);
    }

    /// <summary>True when the series is one of them.</summary>
    public bool Holds(Subject subject)
    {
        foreach (var filter in Filters)
        {
            if (!filter.Keeps(subject.Of(filter.Dimension)))
            {
                return false;
            }
        }

        return true;
    }

    private static CostFilter Filter(DimensionKind kind, IReadOnlySet<string> values) =>
        new(Dimension.Of(kind), values, false);
}
