namespace CostIntel.Domain.Incidents;

/// <summary>What subscribers are told: something happened to an incident, which is now like this.</summary>
/// <param name="Entry">What happened; the last entry of the incident's timeline.</param>
/// <param name="Incident">The incident after it.</param>
public sealed record IncidentEvent(TimelineEntry Entry, Incident Incident);
