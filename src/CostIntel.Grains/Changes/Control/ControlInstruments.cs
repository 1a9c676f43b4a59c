using System.Diagnostics.Metrics;
using CostIntel.Domain.Workflow.Control;

namespace CostIntel.Grains.Changes.Control;

/// <summary>What change controls count.</summary>
internal static class ControlInstruments
{
    private static readonly Meter Meter = new("CostIntel.Changes");

    private static readonly Counter<long> Decisions = Meter.CreateCounter<long>(
        "costintel_change_decisions", description: "What policies said of changes: asked, automatic or forbidden.");

    private static readonly Counter<long> Locks = Meter.CreateCounter<long>(
        "costintel_change_locks", description: "Changes that wanted to begin or be undone, by whether they could.");

    private static readonly Counter<long> Stops = Meter.CreateCounter<long>(
        "costintel_change_stops", description: "Orders to stop changes that were given and taken back.");

    private static readonly UpDownCounter<long> Locked = Meter.CreateUpDownCounter<long>(
        "costintel_change_resources_locked", description: "Resources that one change alone may change now.");

    private static readonly UpDownCounter<long> Holding = Meter.CreateUpDownCounter<long>(
        "costintel_change_stops_holding", description: "Orders to stop changes that hold now.");

    /// <summary>Follows what is taken and stopped.</summary>
    public static void Follow(ControlBook before, ControlBook after)
    {
        Locked.Add(after.Locks.Count - before.Locks.Count);
        Holding.Add(after.Stops.Orders.Count - before.Stops.Orders.Count);
    }

    /// <summary>Counts a decision.</summary>
    public static void CountDecision(string outcome) => Decisions.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Counts a lock that was asked for.</summary>
    public static void CountLock(bool isLocked) =>
        Locks.Add(1, new KeyValuePair<string, object?>("outcome", isLocked ? "locked" : "refused"));

    /// <summary>Counts an order.</summary>
    public static void CountStop(bool isGiven) =>
        Stops.Add(1, new KeyValuePair<string, object?>("change", isGiven ? "stopped" : "resumed"));
}
