using CostIntel.Domain.Incidents.Causes;
using CostIntel.Domain.Queries;

namespace CostIntel.Domain.Incidents;

/// <summary>Which anomalies belong together.</summary>
/// <remarks>
/// One incident holds anomalies of one account, currency and direction that begin within hours of one another and share
/// their service and region. When an account opens many at a time, it is a storm: the rest joins the newest of them.
/// </remarks>
internal static class IncidentGroup
{
    private const int StormIncidents = 5;
    private const int SecondsPerHour = 3_600;
    private const int ApartHours = 6;
    private const int FewResources = 3;
    private static readonly Dimension ResourceDimension = Dimension.Of(DimensionKind.Resource);
    private static readonly Dimension[] CauseDimensions =
    [
        Dimension.Of(DimensionKind.Service),
        Dimension.Of(DimensionKind.Region),
        Dimension.Of(DimensionKind.SubAccount),
        ResourceDimension,
    ];

    /// <summary>The open incident that a finding belongs to; null for none.</summary>
    public static Incident? HomeOf(Finding finding, IEnumerable<Incident> incidents)
    {
        var near = incidents.Where(incident => incident.IsOpen && IsNear(incident, finding)).ToList();
        var same = near.Where(incident => incident.Members.Any(member => AreRelated(member.Subject, finding.Subject)));
        return same.MaxBy(incident => incident.OpenedUtc)
            ?? (near.Count >= StormIncidents ? near.MaxBy(incident => incident.OpenedUtc) : null);
    }

    /// <summary>The currency of a series; empty for what is no cost.</summary>
    public static string CurrencyOf(Subject subject) => subject.Measure == Measure.Cost ? subject.Unit : "";

    /// <summary>An incident with further members.</summary>
    public static Incident Joining(Incident home, IReadOnlyList<IncidentMember> members)
    {
        var room = Math.Max(0, Incident.MembersMax - home.Members.Count);
        var joined = home with
        {
            Members = [.. home.Members, .. members.Take(room)],
            FurtherMembers = home.FurtherMembers + Math.Max(0, members.Count - room),
            Currency = home.Currency.Length > 0 ? home.Currency : CurrencyOf(members[0].Subject),
        };
        return Explained(joined);
    }

    /// <summary>With its costliest members first, and what it is due to as far as they tell.</summary>
    public static Incident Explained(Incident incident)
    {
        var ordered = Ordered(incident);
        if (incident.IsExplained)
        {
            return ordered;
        }

        var resources = ordered.Members.Where(member => member.Subject.IsResource).Select(member => member.Subject.Resource);
        // Few resources are themselves the place; of many it is worth knowing what they share.
        var dimensions = resources.Distinct().Count() <= FewResources ? [ResourceDimension] : CauseDimensions;
        var rows = ordered.Members
            .Where(member => member.Subject is { Measure: Measure.Cost, IsResource: true } && member.Standing != Standing.Retracted)
            .Select(member => Row(member, dimensions))
            .ToList();
        return rows.Count == 0 ? ordered : ordered with { Causes = CauseSearch.Find(new(dimensions, rows)) };
    }

    /// <summary>With its costliest members first.</summary>
    public static Incident Ordered(Incident incident) => incident with
    {
        Members =
        [
            .. incident.Members
                .OrderBy(member => member.Subject.Measure)
                .ThenByDescending(member => member.Subject.IsResource)
                .ThenByDescending(member => Math.Abs(member.Excess))
                .ThenBy(member => member.Subject.Key, StringComparer.Ordinal),
        ],
    };

    private static ResourceChange Row(IncidentMember member, Dimension[] dimensions)
    {
        var values = dimensions.Select(member.Subject.Of).ToArray();
        // Of a unit price of 1, quantities that split the change as the member's newest bucket does.
        var share = member.Split is { } split && member.LastActual != member.LastExpected
            ? split.QuantityEffect / (member.LastActual - member.LastExpected)
            : double.NaN;
        return new(values, member.Expected, member.Actual, member.Expected, member.Expected + (share * member.Excess));
    }

    private static bool IsNear(Incident incident, Finding finding)
    {
        var currency = CurrencyOf(finding.Subject);
        var apart = Math.Max(ApartHours * SecondsPerHour, 2 * finding.StepSeconds);
        return incident.Account == finding.Subject.Account
            && incident.IsRise == finding.IsRise
            && (incident.Currency.Length == 0 || currency.Length == 0 || currency == incident.Currency)
            && finding.EndSeconds >= incident.StartSeconds - apart
            && finding.StartSeconds <= incident.EndSeconds + apart;
    }

    private static bool AreRelated(Subject member, Subject other) =>
        (member.IsResource && member.Resource == other.Resource)
        || (member.ServiceName == other.ServiceName && member.RegionId == other.RegionId);
}
