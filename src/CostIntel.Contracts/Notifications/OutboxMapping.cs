using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Notifications;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Proto = CostIntel.Contracts.V1;

namespace CostIntel.Contracts.Notifications;

/// <summary>Outboxes to and from what is stored of them, and deliveries to their messages.</summary>
public static class OutboxMapping
{
    /// <summary>What is stored of an outbox.</summary>
    public static OutboxSnapshot ToSnapshot(this Outbox outbox, long generation)
    {
        var snapshot = new OutboxSnapshot { Generation = generation };
        snapshot.Cursors.Add(outbox.Cursors.ToDictionary());
        snapshot.Deliveries.AddRange(outbox.Deliveries.Select(ToStored));
        return snapshot;
    }

    /// <summary>The outbox that was stored.</summary>
    public static Outbox ToOutbox(this OutboxSnapshot snapshot) =>
        new(snapshot.Cursors, snapshot.Deliveries.Select(ToDomain));

    /// <summary>The message of a delivery.</summary>
    public static Proto.Delivery ToMessage(this Delivery delivery, string channelId) => new()
    {
        DeliveryId = delivery.Id,
        ChannelId = channelId,
        SubscriptionId = delivery.SubscriptionId,
        EventId = delivery.EventId,
        EventType = delivery.EventType,
        State = (Proto.DeliveryState)delivery.State,
        Created = delivery.CreatedUtc.ToTimestamp(),
        Next = delivery.IsOpen ? delivery.NextUtc.ToTimestamp() : null,
        Attempts = delivery.Attempts,
        LastFault = delivery.LastFault,
        Ended = delivery.EndedUtc?.ToTimestamp(),
    };

    private static StoredDelivery ToStored(Delivery delivery)
    {
        var stored = new StoredDelivery
        {
            DeliveryId = delivery.Id,
            SubscriptionId = delivery.SubscriptionId,
            EventId = delivery.EventId,
            EventType = delivery.EventType,
            State = (int)delivery.State,
            ContentType = delivery.Letter.ContentType,
            Title = delivery.Letter.Title,
            Body = UnsafeByteOperations.UnsafeWrap(delivery.Letter.Body),
            CreatedMs = delivery.CreatedUtc.ToUnixTimeMilliseconds(),
            NextMs = delivery.NextUtc.ToUnixTimeMilliseconds(),
            Attempts = delivery.Attempts,
            LastFault = delivery.LastFault,
            EndedMs = delivery.EndedUtc?.ToUnixTimeMilliseconds() ?? 0,
            FurtherLines = delivery.FurtherLines,
        };
        stored.Lines.AddRange(delivery.Lines.Select(line => new StoredDigestLine
        {
            EventId = line.EventId,
            Type = line.Type,
            AtMs = line.AtUtc.ToUnixTimeMilliseconds(),
            About = line.About,
            Summary = line.Summary,
        }));
        return stored;
    }

    private static Delivery ToDomain(StoredDelivery stored) => new()
    {
        Id = stored.DeliveryId,
        SubscriptionId = stored.SubscriptionId,
        EventId = stored.EventId,
        EventType = stored.EventType,
        State = (DeliveryState)stored.State,
        Letter = new(stored.ContentType, stored.Title, stored.Body.ToByteArray()),
        CreatedUtc = Time(stored.CreatedMs),
        NextUtc = Time(stored.NextMs),
        Attempts = stored.Attempts,
        LastFault = stored.LastFault,
        EndedUtc = stored.EndedMs == 0 ? null : Time(stored.EndedMs),
        Lines = [.. stored.Lines.Select(line => new DigestLine(line.EventId, line.Type, Time(line.AtMs), line.About, line.Summary))],
        FurtherLines = stored.FurtherLines,
    };

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
