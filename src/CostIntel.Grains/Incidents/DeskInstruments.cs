using System.Diagnostics.Metrics;
using CostIntel.Domain.Incidents;

namespace CostIntel.Grains.Incidents;

/// <summary>What desks count.</summary>
internal static class DeskInstruments
{
    private static readonly Meter Meter = new("CostIntel.Incidents");

    private static readonly Counter<long> Findings = Meter.CreateCounter<long>(
        "costintel_findings", description: "What detectors have reported, weak and repeated reports included.");

    private static readonly Counter<long> Events = Meter.CreateCounter<long>(
        "costintel_incident_events", description: "What subscribers were told, by kind of change.");

    /// <summary>Counts what a commit has made durable.</summary>
    public static void Count(int findings, IEnumerable<IncidentChange> changes)
    {
        Findings.Add(findings);
        foreach (var change in changes)
        {
            Events.Add(1, new KeyValuePair<string, object?>("change", change.ToString()));
        }
    }
}
