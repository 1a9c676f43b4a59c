using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.Reminders;

/// <summary>Sends ticks when they are due: one clock for all; a reminder's ticks do not overlap.</summary>
/// <remarks>
/// The table keeps when each reminder is next due, and moves it on only after the tick was served. So a tick that fell
/// due while the process was down, or whose delivery was cut off, is sent once after the next start, and then the
/// schedule goes on at the multiples of the period.
/// </remarks>
internal sealed partial class ReminderService(
    Silo silo,
    IReminderTable table,
    IOptions<ReminderOptions> options,
    ILogger<ReminderService> log)
{
    private static readonly TimeSpan SleepMax = TimeSpan.FromHours(12);

    private readonly Lock _gate = new();
    private readonly Dictionary<(GrainId Grain, string Name), ReminderEntry> _entries = [];
    private readonly PriorityQueue<ReminderEntry, DateTimeOffset> _due = new();
    private ITimer? _clock;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var kept = await table.ReadAllAsync(cancellationToken);
        lock (_gate)
        {
            _clock = silo.Time.CreateTimer(
                static service => ((ReminderService)service!).SendDue(),
                this,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
            foreach (var entry in kept)
            {
                _entries[(entry.GrainId, entry.Name)] = entry;
                _due.Enqueue(entry, entry.NextDue);
            }

            SetClock();
        }
    }

    public async Task StopAsync()
    {
        ITimer? clock;
        lock (_gate)
        {
            (clock, _clock) = (_clock, null);
        }

        if (clock is not null)
        {
            await clock.DisposeAsync();
        }
    }

    public async Task<IGrainReminder> RegisterAsync(GrainId grainId, string name, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        if (period < options.Value.MinimumReminderPeriod)
        {
            throw new ArgumentException(
                $"Reminder \"{name}\" of {grainId} has period {period}; "
                + $"{nameof(ReminderOptions.MinimumReminderPeriod)} is {options.Value.MinimumReminderPeriod}.",
                nameof(period));
        }

        var start = silo.Time.GetUtcNow() + dueTime;
        var entry = new ReminderEntry(grainId, name, start, period, start);
        await table.PutAsync(entry, CancellationToken.None);
        Schedule(entry, replaces: null);
        return entry;
    }

    public async Task UnregisterAsync(GrainId grainId, string name)
    {
        lock (_gate)
        {
            _entries.Remove((grainId, name));
        }

        await table.RemoveAsync(grainId, name, CancellationToken.None);
    }

    public Task<IGrainReminder?> GetAsync(GrainId grainId, string name)
    {
        lock (_gate)
        {
            return Task.FromResult<IGrainReminder?>(_entries.GetValueOrDefault((grainId, name)));
        }
    }

    public Task<List<IGrainReminder>> GetAllAsync(GrainId grainId)
    {
        lock (_gate)
        {
            return Task.FromResult(_entries.Values.Where(entry => entry.GrainId == grainId).ToList<IGrainReminder>());
        }
    }

    private bool Schedule(ReminderEntry entry, ReminderEntry? replaces)
    {
        lock (_gate)
        {
            if (replaces is not null && !IsCurrent(replaces))
            {
                return false; // removed or registered anew while its tick ran
            }

            _entries[(entry.GrainId, entry.Name)] = entry;
            _due.Enqueue(entry, entry.NextDue);
            SetClock();
            return true;
        }
    }

    private bool IsCurrent(ReminderEntry entry) =>
        ReferenceEquals(_entries.GetValueOrDefault((entry.GrainId, entry.Name)), entry);

    private void SetClock()
    {
        if (_clock is not null && _due.TryPeek(out _, out var next))
        {
            var wait = next - silo.Time.GetUtcNow();
            _clock.Change(
                wait < TimeSpan.Zero ? TimeSpan.Zero : wait > SleepMax ? SleepMax : wait, Timeout.InfiniteTimeSpan);
        }
    }

    private void SendDue()
    {
        var now = silo.Time.GetUtcNow();
        lock (_gate)
        {
            while (_clock is not null && _due.TryPeek(out var entry, out var due) && due <= now)
            {
                _due.Dequeue();
                if (IsCurrent(entry))
                {
                    _ = SendAsync(entry, now);
                }
            }

            SetClock();
        }
    }

    private async Task SendAsync(ReminderEntry entry, DateTimeOffset now)
    {
        await Task.Yield(); // out of the lock
        try
        {
            var tick = new ReminderTick(
                entry.Name, new TickStatus(entry.StartAt.UtcDateTime, entry.Period, now.UtcDateTime));
            silo.ClassOf(entry.GrainId.Type).Push(entry.GrainId.Key.Text, tick);
            await tick.Task;
        }
        catch (Exception failure)
        {
            LogTickFailed(log, failure, entry.Name, entry.GrainId);
        }

        await MoveOnAsync(entry, entry.After(now));
    }

    private async Task MoveOnAsync(ReminderEntry served, ReminderEntry next)
    {
        try
        {
            if (Schedule(next, served))
            {
                await table.PutAsync(next, CancellationToken.None);
            }
        }
        catch (Exception failure)
        {
            LogTableFailed(log, failure, next.Name, next.GrainId);
        }
    }

    [LoggerMessage(6030, LogLevel.Error, "Reminder {Name} of {GrainId} failed; it ticks again after its period")]
    private static partial void LogTickFailed(ILogger logger, Exception failure, string name, GrainId grainId);

    [LoggerMessage(6031, LogLevel.Error, "Reminder {Name} of {GrainId} was served but not moved on in the table")]
    private static partial void LogTableFailed(ILogger logger, Exception failure, string name, GrainId grainId);
}
