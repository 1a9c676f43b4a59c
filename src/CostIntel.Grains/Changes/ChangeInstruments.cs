using System.Diagnostics.Metrics;
using CostIntel.Domain.Workflow;

namespace CostIntel.Grains.Changes;

/// <summary>What changes count.</summary>
internal static class ChangeInstruments
{
    private static readonly Meter Meter = new("CostIntel.Changes");

    private static readonly Counter<long> Events = Meter.CreateCounter<long>(
        "costintel_change_events", description: "What happened to changes, by kind of event.");

    /// <summary>Counts what a commit has made durable.</summary>
    public static void Count(IEnumerable<CaseEvent> events)
    {
        foreach (var happened in events)
        {
            Events.Add(1, new KeyValuePair<string, object?>("event", happened.Kind.ToString()));
        }
    }
}
