using CostIntel.Domain.Notifications;
using Microsoft.Extensions.Logging;

namespace CostIntel.Grains.Notifications;

/// <content>How deliveries go out.</content>
public sealed partial class OutboxGrain
{
    private async Task CloseDigestsAsync()
    {
        var now = time.GetUtcNow();
        if (_channel is { } channel
            && _outbox.Deliveries.Any(delivery => delivery.State == DeliveryState.Gathering && delivery.NextUtc <= now))
        {
            await _pump.DoAsync(_ => _outbox.CloseDigests(channel, now));
        }
    }

    // What is sent here may not be durable yet; after a crash it is read again and sent again, under the same id.
    private void SendDue()
    {
        if (_channel is not { } channel)
        {
            return;
        }

        var due = _outbox.Due(time.GetUtcNow()).Where(delivery => !_sending.Contains(delivery.Id));
        foreach (var delivery in due.Take(SendsAtOnce - _sending.Count).ToList())
        {
            _sending.Add(delivery.Id);
            _ = DeliverAsync(channel, delivery);
        }
    }

    private async Task DeliverAsync(Channel channel, Delivery delivery)
    {
        try
        {
            var started = time.GetTimestamp();
            var failure = await SendAsync(channel, delivery.Id, delivery.Letter);
            await _pump.DoAsync(_ =>
            {
                _outbox.Record(delivery.Id, failure, options.Value.Schedule, time.GetUtcNow());
                return true;
            });
            OutboxInstruments.Count(channel.Kind, _outbox.Find(delivery.Id)?.State, time.GetElapsedTime(started));
            if (_outbox.Find(delivery.Id) is { State: DeliveryState.Dead } dead)
            {
                LogDead(logger, delivery.Id, _channelId, _tenant, dead.Attempts, dead.LastFault);
            }
        }
        catch (Exception failure)
        {
            // Nothing was noted, so it is sent again.
            LogNotNoted(logger, delivery.Id, _channelId, _tenant, failure);
        }

        // Events may have waited for room.
        _sending.Remove(delivery.Id);
        SendDue();
        _isPoked |= _sending.Count == 0;
    }

    private async Task<SendFailure?> SendAsync(Channel channel, string deliveryId, Letter letter)
    {
        using var limit = new CancellationTokenSource(options.Value.Timeout, time);
        try
        {
            return await sender.SendAsync(channel, deliveryId, letter, limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new SendFailure($"The receiver did not answer within {options.Value.Timeout.TotalSeconds:0.#} s.", false, TimeSpan.Zero);
        }
    }

    [LoggerMessage(2522, LogLevel.Warning,
        "Delivery {Delivery} to channel {Channel} of tenant {Tenant} is a dead letter after {Attempts} attempts: {Fault}")]
    private static partial void LogDead(
        ILogger logger, string delivery, string channel, string tenant, int attempts, string fault);

    [LoggerMessage(2523, LogLevel.Warning,
        "What became of delivery {Delivery} to channel {Channel} of tenant {Tenant} could not be noted; it is sent again")]
    private static partial void LogNotNoted(ILogger logger, string delivery, string channel, string tenant, Exception failure);
}
