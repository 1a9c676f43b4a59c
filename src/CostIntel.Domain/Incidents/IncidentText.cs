using System.Globalization;
using CostIntel.Domain.Incidents.Causes;

namespace CostIntel.Domain.Incidents;

/// <summary>Says in a sentence what an incident is.</summary>
public static class IncidentText
{
    private const double SecondsPerHour = 3_600;

    /// <summary>For example "EC2 in eu-west-1, i-42: 12.00 USD an hour instead of 3.10 since 2026-11-21 14:00 UTC".</summary>
    public static string Summary(Incident incident)
    {
        var main = incident.Members[0];
        var others = Places(incident.Members).Count() + incident.FurtherMembers - 1;
        var place = Place(main.Subject) + (others == 0 ? "" : FormattableString.Invariant($" and {others} more"));
        var since = DateTimeOffset.FromUnixTimeSeconds(incident.StartSeconds)
            .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return $"{place}: {Comparison(main)} since {since} UTC";
    }

    /// <summary>For example "92% (+8.90 USD) is due to resource i-42: all of it quantity".</summary>
    public static string DueTo(IReadOnlyList<Cause> causes, string currency)
    {
        if (causes.Count == 0)
        {
            return "No single place stands out.";
        }

        var cause = causes[0];
        var place = string.Join(" and ", cause.Where.Select(part => $"{part.Key} {(part.Value.Length > 0 ? part.Value : "(none)")}"));
        var parts = new (string Name, double Change)[]
        {
            ("price", cause.Price), ("quantity", cause.Quantity), ("new resources", cause.New), ("vanished resources", cause.Vanished),
        };
        var most = parts.MaxBy(part => Math.Abs(part.Change)).Name;
        var sign = cause.Change >= 0 ? "+" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{cause.Share:P0} ({sign}{Number(cause.Change)} {currency}) is due to {place}, mostly {most}.");
    }

    // Resources, and totals of services and regions that none of them is part of.
    private static IEnumerable<(string Resource, string Service, string Region)> Places(IReadOnlyList<IncidentMember> members)
    {
        var places = members
            .Select(member => (member.Subject.Resource, member.Subject.ServiceName, member.Subject.RegionId))
            .Distinct()
            .ToList();
        return places.Where(place => place.Resource.Length > 0
            || !places.Exists(other => other.Resource.Length > 0 && (other.ServiceName, other.RegionId) == (place.ServiceName, place.RegionId)));
    }

    private static string Place(Subject subject)
    {
        var resource = subject.ResourceName.Length > 0 ? subject.ResourceName : subject.ResourceId;
        var region = subject.RegionId.Length > 0 ? $" in {subject.RegionId}" : "";
        var service = subject.ServiceName + region;
        return service.Length > 0 && resource.Length > 0 ? $"{service}, {resource}" : service + resource;
    }

    private static string Comparison(IncidentMember member)
    {
        var (unit, per) = (member.Subject.Unit, member.StepSeconds <= SecondsPerHour ? "an hour" : "a day");
        var (actual, expected) = (Number(member.LastActual), Number(member.LastExpected));
        return member.Subject.Measure switch
        {
            Measure.Cost => $"{actual} {unit} {per} instead of {expected}",
            Measure.Quantity => $"{actual} {unit} {per} instead of {expected}",
            _ => $"{unit} is {actual} instead of about {expected}",
        };
    }

    // Three significant digits: it is an estimate that is compared with another.
    private static string Number(double value) => Math.Abs(value) is >= 0.01 and < 1e6
        ? value.ToString("#,0.00##", CultureInfo.InvariantCulture)
        : value.ToString("G3", CultureInfo.InvariantCulture);
}
