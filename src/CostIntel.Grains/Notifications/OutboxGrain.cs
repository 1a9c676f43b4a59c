using CostIntel.Contracts.Notifications;
using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Notifications;
using CostIntel.Grains.Desks;
using CostIntel.Grains.Live;
using CostIntel.Grains.Notifications.Reports;
using CostIntel.Grains.Serialization;
using CostIntel.Storage.Desks;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace CostIntel.Grains.Notifications;

/// <inheritdoc cref="IOutboxGrain"/>
/// <remarks>
/// Reentrant, since receivers take their time. Every change goes through the pump, and events move into deliveries in the
/// same write that moves the cursor: after a crash each is behind the cursor and waits to be sent, or is read again.
/// </remarks>
[Reentrant]
[GrainType("outbox")]
public sealed partial class OutboxGrain(
    [PersistentState("outbox", GrainStores.Snapshots)] IPersistentState<OutboxSnapshot> state,
    DeskStores stores,
    ReportBuilder reports,
    ILetterSender sender,
    TimeProvider time,
    IOptions<NotificationOptions> options,
    ILogger<OutboxGrain> logger)
    : Grain, IOutboxGrain
{
    private const int EventsPerRead = 100;
    private const int SendsAtOnce = 4;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<string> _sending = new(StringComparer.Ordinal);
    private string _tenant = "";
    private string _channelId = "";
    private Outbox _outbox = null!;
    private long _generation;
    private CommitPump<bool> _pump = null!;
    private long _wantedVersion;
    private long _version = -1;
    private Channel? _channel;
    private IReadOnlyList<Subscription> _subscriptions = [];
    private bool _isWorking;
    private bool _isPoked;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_tenant, _channelId) = OutboxKey.Parse(this.GetPrimaryKeyString());
        (_outbox, _generation) = (state.State.ToOutbox(), state.State.Generation);
        _pump = new(() => true, _ => CommitAsync(), Fail);
        this.RegisterGrainTimer(
            static (grain, _) => grain.TickAsync(),
            this,
            new GrainTimerCreationOptions(Tick, Tick) { Interleave = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task PokeAsync(long version)
    {
        _wantedVersion = Math.Max(_wantedVersion, version);
        _isPoked = true;
        _ = WorkAsync();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<byte[][]> ListAsync(int[] states) => Task.FromResult<byte[][]>(
        [.. _outbox.Deliveries
            .Where(delivery => states.Length == 0 || states.Contains((int)delivery.State))
            .Reverse()
            .Select(delivery => delivery.ToMessage(_channelId).ToByteArray())]);

    /// <inheritdoc/>
    public async Task<int> RedeliverAsync(string[] deliveryIds)
    {
        var count = await _pump.DoAsync(_ =>
        {
            var ids = deliveryIds.Length > 0
                ? deliveryIds
                : [.. _outbox.Deliveries.Where(delivery => delivery.State == DeliveryState.Dead).Select(delivery => delivery.Id)];
            return ids.Count(id => _outbox.Redeliver(id, time.GetUtcNow()));
        });
        _ = WorkAsync();
        return count;
    }

    /// <inheritdoc/>
    public async Task<string> TestAsync()
    {
        // As it is now, also when the word of a change is still on its way.
        _version = -1;
        await FollowPlanAsync();
        if (_channel is null)
        {
            return NotificationBook.Unknown(_channelId);
        }

        var now = time.GetUtcNow();
        var id = FormattableString.Invariant($"test-{now.ToUnixTimeMilliseconds()}");
        var notice = new Notice
        {
            Id = id,
            Type = EventTypes.Test,
            AtUtc = now,
            About = _channelId,
            Summary = $"This is a test of channel {_channelId}",
            Data = "{}",
        };
        var failure = await SendAsync(_channel, Delivery.IdOf(_tenant, "", id), LetterWriter.Write(_channel, notice));
        return failure?.Reason ?? "";
    }

    /// <inheritdoc/>
    public Task<OutboxStatus> GetStatusAsync() => Task.FromResult(new OutboxStatus(
        _outbox.Deliveries.Count(delivery => delivery.IsOpen),
        _outbox.Deliveries.Count(delivery => delivery.State == DeliveryState.Dead),
        _outbox.Deliveries.Where(delivery => delivery.Attempts > 0).LastOrDefault()?.LastFault ?? ""));

    private Task TickAsync()
    {
        var now = time.GetUtcNow();
        return _isPoked || _outbox.NextUtc <= now || _nextReportUtc <= now ? WorkAsync() : Task.CompletedTask;
    }

    // Once at a time: who comes meanwhile makes it go round again.
    private async Task WorkAsync()
    {
        if (_isWorking)
        {
            return;
        }

        _isWorking = true;
        try
        {
            do
            {
                _isPoked = false;
                await FollowPlanAsync();
                if (_channel is not null)
                {
                    await TakeAsync(LiveDesk.Incidents, stores.Incidents, NoticeOfIncident);
                    await TakeAsync(LiveDesk.Recommendations, stores.Recommendations, NoticeOfRecommendation);
                    await CloseDigestsAsync();
                    await ReportAsync();
                    SendDue();
                }
            }
            while (_isPoked);
        }
        catch (Exception failure)
        {
            // The next tick tries again.
            _isPoked = true;
            LogNotYet(logger, _tenant, _channelId, failure);
        }

        _isWorking = false;
    }

    private async Task FollowPlanAsync()
    {
        if (_version >= _wantedVersion && _version >= 0)
        {
            return;
        }

        var bytes = await GrainFactory.GetGrain<INotificationGrain>(_tenant).GetPlanAsync(_channelId);
        var plan = ChannelPlan.Parser.ParseFrom(bytes.Bytes);
        var generation = plan.Channel?.Generation ?? 0;
        if (generation != _generation)
        {
            await _pump.DoAsync(_ =>
            {
                // Another channel than before, or none: what waited for the one before is not for this one.
                _outbox = new Outbox(plan.Channel?.Start ?? [], []);
                return _generation = generation;
            });
        }

        _channel = plan.Channel?.ToDomain(_tenant);
        _subscriptions = [.. plan.Subscriptions.Select(SubscriptionMapping.ToDomain)];
        _version = plan.Version;
        _nextReportUtc = DateTimeOffset.MinValue;
    }

    private async Task TakeAsync(string source, IDeskStore store, Func<byte[], Notice> read)
    {
        var limit = Math.Min(EventsPerRead, _outbox.Room / Math.Max(1, _subscriptions.Count));
        for (var isMore = limit > 0; isMore;)
        {
            var after = _outbox.Cursors.GetValueOrDefault(source);
            var events = await store.ReadEventsAsync(_tenant, after, limit, CancellationToken.None);
            if (events.Count == 0 || _channel is not { } channel)
            {
                return;
            }

            var (notices, unreadable) = ReadAll(source, events, read);
            await _pump.DoAsync(_ =>
            {
                _outbox.Take(source, events[^1].Sequence, notices, channel, _subscriptions, time.GetUtcNow(), unreadable);
                return true;
            });
            SendDue();
            isMore = events.Count == limit && _outbox.Room >= limit * _subscriptions.Count;
        }
    }

    // What cannot be read now never can: it must not hold up what comes behind it.
    private (List<Notice> Notices, List<UnreadableEvent> Unreadable) ReadAll(
        string source, IReadOnlyList<EventRecord> events, Func<byte[], Notice> read)
    {
        var (notices, unreadable) = (new List<Notice>(), new List<UnreadableEvent>());
        foreach (var happened in events)
        {
            try
            {
                notices.Add(read(happened.Payload));
            }
            catch (Exception failure)
            {
                LogUnreadable(logger, happened.Sequence, source, _tenant, _channelId, failure);
                unreadable.Add(new(source, happened.Sequence, $"It cannot be read: {failure.Message}", happened.Payload));
            }
        }

        return (notices, unreadable);
    }

    private Notice NoticeOfIncident(byte[] payload) =>
        Contracts.V1.AnomalyEvent.Parser.ParseFrom(payload).ToNotice(TenantId.Parse(_tenant));

    private Notice NoticeOfRecommendation(byte[] payload) =>
        Contracts.V1.RecommendationEvent.Parser.ParseFrom(payload).ToNotice(TenantId.Parse(_tenant));

    private Task CommitAsync()
    {
        state.State = _outbox.ToSnapshot(_generation);
        return state.WriteStateAsync();
    }

    private void Fail(Exception failure)
    {
        LogCommitFailed(logger, _tenant, _channelId, failure);
        DeactivateOnIdle();
    }

    [LoggerMessage(2520, LogLevel.Error, "The outbox of channel {Channel} of tenant {Tenant} could not be kept; it is taken again")]
    private static partial void LogCommitFailed(ILogger logger, string tenant, string channel, Exception failure);

    [LoggerMessage(2521, LogLevel.Warning, "Events for channel {Channel} of tenant {Tenant} cannot be taken yet; trying again")]
    private static partial void LogNotYet(ILogger logger, string tenant, string channel, Exception failure);

    [LoggerMessage(2680, LogLevel.Error,
        "Event {Sequence} of {Source} of tenant {Tenant} cannot be read; channel {Channel} has a dead letter in its place")]
    private static partial void LogUnreadable(
        ILogger logger, long sequence, string source, string tenant, string channel, Exception failure);
}
