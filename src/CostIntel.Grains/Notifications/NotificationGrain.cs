using CostIntel.Contracts.State.V1;
using CostIntel.Contracts.V1;
using CostIntel.Grains.Live;
using CostIntel.Grains.Serialization;
using CostIntel.Storage.Desks;
using Google.Protobuf;

namespace CostIntel.Grains.Notifications;

/// <inheritdoc cref="INotificationGrain"/>
/// <remarks>A reminder wakes the outboxes after a restart, and finds what nobody has told of.</remarks>
[GrainType("notifications")]
public sealed class NotificationGrain(
    [PersistentState("notifications", GrainStores.Snapshots)] IPersistentState<NotificationSnapshot> state,
    DeskStores stores,
    TimeProvider time)
    : Grain, INotificationGrain, IRemindable
{
    private const string LookAnyway = "look";
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan DefaultOverlap = TimeSpan.FromHours(24);

    private string Tenant => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public Task PokeAsync() =>
        Task.WhenAll(state.State.Channels.Select(channel => OutboxOf(channel.ChannelId).PokeAsync(state.State.Version)));

    /// <inheritdoc/>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await PokeAsync();
        if (state.State.Channels.Count == 0 && await this.GetReminder(LookAnyway) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    /// <inheritdoc/>
    public async Task<NotificationAnswer> PutChannelAsync(byte[] request)
    {
        var put = PutChannelRequest.Parser.ParseFrom(request);
        if (state.State.Channels.Count == 0)
        {
            await this.RegisterOrUpdateReminder(LookAnyway, LookEvery, LookEvery);
        }

        var start = new Dictionary<string, long>
        {
            [LiveDesk.Incidents] = await stores.Incidents.LastSequenceAsync(Tenant, CancellationToken.None),
            [LiveDesk.Recommendations] = await stores.Recommendations.LastSequenceAsync(Tenant, CancellationToken.None),
        };
        return await ChangeAsync(
            book => NotificationBook.Put(book, put, start, time.GetUtcNow()), put.ChannelId, book => Shown(book, put.ChannelId));
    }

    /// <inheritdoc/>
    public Task<NotificationAnswer> RotateSecretAsync(byte[] request)
    {
        var rotate = RotateSecretRequest.Parser.ParseFrom(request);
        var overlap = rotate.Overlap?.ToTimeSpan() ?? DefaultOverlap;
        return ChangeAsync(
            book => NotificationBook.Rotate(book, rotate, overlap, time.GetUtcNow()),
            rotate.ChannelId,
            book => Shown(book, rotate.ChannelId));
    }

    /// <inheritdoc/>
    public async Task DeleteChannelAsync(string channelId)
    {
        if (NotificationBook.DeleteChannel(state.State, channelId))
        {
            await WriteAsync();
        }

        // Also when it is gone already: the outbox may not have heard.
        await OutboxOf(channelId).PokeAsync(state.State.Version);
    }

    /// <inheritdoc/>
    public Task<byte[][]> ListChannelsAsync() => Task.FromResult<byte[][]>(
        [.. state.State.Channels
            .OrderBy(channel => channel.ChannelId, StringComparer.Ordinal)
            .Select(channel => NotificationBook.Shown(channel, time.GetUtcNow()).ToByteArray())]);

    /// <inheritdoc/>
    public Task<NotificationAnswer> PutSubscriptionAsync(byte[] subscription)
    {
        var put = Subscription.Parser.ParseFrom(subscription);
        return ChangeAsync(
            book => NotificationBook.Put(book, put, time.GetUtcNow()),
            put.ChannelId,
            book => book.Subscriptions.First(known => known.SubscriptionId == put.SubscriptionId));
    }

    /// <inheritdoc/>
    public async Task DeleteSubscriptionAsync(string subscriptionId)
    {
        if (NotificationBook.DeleteSubscription(state.State, subscriptionId) is { } channelId)
        {
            await WriteAsync();
            await OutboxOf(channelId).PokeAsync(state.State.Version);
        }
    }

    /// <inheritdoc/>
    public Task<byte[][]> ListSubscriptionsAsync() => Task.FromResult<byte[][]>(
        [.. state.State.Subscriptions
            .OrderBy(subscription => subscription.SubscriptionId, StringComparer.Ordinal)
            .Select(subscription => subscription.ToByteArray())]);

    /// <inheritdoc/>
    public Task<ChannelPlanBytes> GetPlanAsync(string channelId)
    {
        var plan = new ChannelPlan
        {
            Version = state.State.Version,
            Channel = NotificationBook.Find(state.State, channelId),
        };
        plan.Subscriptions.AddRange(state.State.Subscriptions.Where(subscription => subscription.ChannelId == channelId));
        return Task.FromResult(new ChannelPlanBytes(plan.ToByteArray()));
    }

    private Contracts.V1.NotificationChannel Shown(NotificationSnapshot book, string channelId) =>
        NotificationBook.Shown(NotificationBook.Find(book, channelId)!, time.GetUtcNow());

    private async Task<NotificationAnswer> ChangeAsync(
        Func<NotificationSnapshot, string?> change, string channelId, Func<NotificationSnapshot, IMessage> answer)
    {
        if (change(state.State) is { } refusal)
        {
            return new(null, refusal);
        }

        await WriteAsync();
        await OutboxOf(channelId).PokeAsync(state.State.Version);
        return new(answer(state.State).ToByteArray(), null);
    }

    private async Task WriteAsync()
    {
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What is in memory may not be what is stored; the next activation knows.
            DeactivateOnIdle();
            throw;
        }
    }

    private IOutboxGrain OutboxOf(string channelId) => GrainFactory.GetGrain<IOutboxGrain>(OutboxKey.Of(Tenant, channelId));
}
