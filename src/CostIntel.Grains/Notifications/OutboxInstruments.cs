using System.Diagnostics.Metrics;
using CostIntel.Domain.Notifications;

namespace CostIntel.Grains.Notifications;

/// <summary>What outboxes count.</summary>
internal static class OutboxInstruments
{
    private static readonly Meter Meter = new("CostIntel.Notifications");

    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>(
        "costintel_notification_attempts", description: "Attempts to deliver a notification, by kind of channel and what came of it.");

    private static readonly Histogram<double> Seconds = Meter.CreateHistogram<double>(
        "costintel_notification_attempt_seconds", unit: "s", description: "How long receivers took.");

    /// <summary>Counts an attempt.</summary>
    public static void Count(ChannelKind kind, DeliveryState? state, TimeSpan elapsed)
    {
        var channel = new KeyValuePair<string, object?>("kind", kind.ToString());
        Attempts.Add(1, channel, new("state", state?.ToString() ?? "Gone"));
        Seconds.Record(elapsed.TotalSeconds, channel);
    }
}
