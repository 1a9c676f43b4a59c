using Orleans.Concurrency;

namespace CostIntel.Grains.Notifications;

/// <summary>The deliveries of one channel. Keyed by tenant and channel, see <see cref="OutboxKey"/>.</summary>
[Alias("costintel.outbox")]
public interface IOutboxGrain : IGrainWithStringKey
{
    /// <summary>Something may have happened: takes it and sends it. Returns before it is done.</summary>
    /// <param name="version">Of the tenant's channels and subscriptions.</param>
    [OneWay]
    [Alias("poke")]
    Task PokeAsync(long version);

    /// <summary>Deliveries in one of the states, newest first, as Delivery messages; no states for all.</summary>
    [Alias("list")]
    Task<byte[][]> ListAsync(int[] states);

    /// <summary>Sends dead letters again; durable when it returns how many.</summary>
    /// <param name="deliveryIds">Which; empty for all.</param>
    [Alias("redeliver")]
    Task<int> RedeliverAsync(string[] deliveryIds);

    /// <summary>Sends a test at once; why it failed, or empty.</summary>
    [Alias("test")]
    Task<string> TestAsync();

    /// <summary>How deliveries stand.</summary>
    [Alias("status")]
    Task<OutboxStatus> GetStatusAsync();
}

/// <summary>Names of outboxes.</summary>
public static class OutboxKey
{
    /// <summary>The key of a channel's outbox; no tenant id holds the separator.</summary>
    public static string Of(string tenant, string channelId) => $"{tenant}/{channelId}";

    /// <summary>Tenant and channel of a key.</summary>
    public static (string Tenant, string ChannelId) Parse(string key) =>
        key.Split('/', 2) is [var tenant, var channel] ? (tenant, channel) : throw new FormatException($"'{key}' names no outbox.");
}

/// <summary>How deliveries stand.</summary>
/// <param name="Pending">How many wait.</param>
/// <param name="Dead">How many were given up.</param>
/// <param name="LastFault">Why the last attempt failed; empty when it did not.</param>
[GenerateSerializer, Immutable, Alias("costintel.outbox-status")]
public sealed record OutboxStatus(
    [property: Id(0)] int Pending, [property: Id(1)] int Dead, [property: Id(2)] string LastFault);
