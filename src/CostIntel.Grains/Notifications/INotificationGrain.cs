using Orleans.Concurrency;

namespace CostIntel.Grains.Notifications;

/// <summary>
/// The channels and subscriptions of one tenant, keyed by its canonical id. What a method takes or returns as bytes is the
/// message of that name of <c>NotificationService</c>, checked for its shape.
/// </summary>
[Alias("costintel.notifications")]
public interface INotificationGrain : IGrainWithStringKey
{
    /// <summary>Something has happened at a desk: outboxes look for it.</summary>
    [OneWay]
    [Alias("poke")]
    Task PokeAsync();

    /// <summary>Adds or replaces a channel from a PutChannelRequest; durable when it returns a NotificationChannel.</summary>
    [Alias("put-channel")]
    Task<NotificationAnswer> PutChannelAsync(byte[] request);

    /// <summary>Signs with a new secret as well, from a RotateSecretRequest; durable when it returns a NotificationChannel.</summary>
    [Alias("rotate-secret")]
    Task<NotificationAnswer> RotateSecretAsync(byte[] request);

    /// <summary>Takes a channel away, with its subscriptions.</summary>
    [Alias("delete-channel")]
    Task DeleteChannelAsync(string channelId);

    /// <summary>Channels by id, without secrets.</summary>
    [Alias("list-channels")]
    Task<byte[][]> ListChannelsAsync();

    /// <summary>Adds or replaces a subscription; durable when it returns a Subscription.</summary>
    [Alias("put-subscription")]
    Task<NotificationAnswer> PutSubscriptionAsync(byte[] subscription);

    /// <summary>Takes a subscription away.</summary>
    [Alias("delete-subscription")]
    Task DeleteSubscriptionAsync(string subscriptionId);

    /// <summary>Subscriptions by id.</summary>
    [Alias("list-subscriptions")]
    Task<byte[][]> ListSubscriptionsAsync();

    /// <summary>A ChannelPlan, with the secrets: for the channel's outbox alone.</summary>
    [Alias("plan")]
    Task<ChannelPlanBytes> GetPlanAsync(string channelId);
}

/// <summary>What the grain answers.</summary>
/// <param name="Value">The message; null when it was refused.</param>
/// <param name="Refusal">Why it was refused; null when it was not.</param>
[GenerateSerializer, Immutable, Alias("costintel.notification-answer")]
public sealed record NotificationAnswer([property: Id(0)] byte[]? Value, [property: Id(1)] string? Refusal);

/// <summary>What an outbox works with.</summary>
/// <param name="Bytes">A ChannelPlan message.</param>
[GenerateSerializer, Immutable, Alias("costintel.channel-plan")]
public sealed record ChannelPlanBytes([property: Id(0)] byte[] Bytes);
