using CostIntel.Contracts.Notifications;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Notifications;
using CostIntel.Domain.Notifications.Reports;
using Microsoft.Extensions.Logging;

namespace CostIntel.Grains.Notifications;

/// <content>How reports are made when their time has come.</content>
public sealed partial class OutboxGrain
{
    private static readonly TimeSpan ReportAgain = TimeSpan.FromMinutes(1);

    // When a report is next to be made; the beginning of time when that is to be looked up.
    private DateTimeOffset _nextReportUtc = DateTimeOffset.MaxValue;

    private async Task ReportAsync()
    {
        if (_nextReportUtc > time.GetUtcNow())
        {
            return;
        }

        var next = DateTimeOffset.MaxValue;
        foreach (var subscription in _subscriptions)
        {
            if (subscription.Report is { } schedule)
            {
                var wanted = await ReportAsync(subscription, schedule);
                next = wanted < next ? wanted : next;
            }
        }

        _nextReportUtc = next;
    }

    // What cannot be made now is made later, and holds up nothing else.
    private async Task<DateTimeOffset> ReportAsync(Subscription subscription, ReportSchedule schedule)
    {
        var now = time.GetUtcNow();
        try
        {
            while (_channel is { } channel
                && schedule.Owed(now, subscription.SinceUtc, _outbox.ReportedToDay(subscription.Id)) is { } period)
            {
                var report = await reports.BuildAsync(TenantId.Parse(_tenant), period, subscription.Scope, CancellationToken.None);
                await _pump.DoAsync(_ =>
                {
                    _outbox.TakeReport(report.ToNotice(subscription.Id), subscription, period.ToDay, channel, time.GetUtcNow());
                    return true;
                });
                SendDue();
            }

            return schedule.NextUtc(now);
        }
        catch (Exception failure)
        {
            LogNoReport(logger, subscription.Id, _tenant, failure);
            return now + ReportAgain;
        }
    }

    [LoggerMessage(2681, LogLevel.Warning,
        "The report of subscription {Subscription} of tenant {Tenant} could not be made; it is tried again in a minute")]
    private static partial void LogNoReport(ILogger logger, string subscription, string tenant, Exception failure);
}
