using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Reminders;

/// <summary>One reminder as it is kept. Times are UTC.</summary>
internal sealed record ReminderEntry(
    GrainId GrainId, string Name, DateTimeOffset StartAt, TimeSpan Period, DateTimeOffset NextDue) : IGrainReminder
{
    string IGrainReminder.ReminderName => Name;

    /// <summary>The entry after a tick sent at <paramref name="now"/>: due at the next multiple of the period.</summary>
    public ReminderEntry After(DateTimeOffset now)
    {
        var periods = Math.Max(0, (now - StartAt).Ticks / Period.Ticks) + 1;
        return this with { NextDue = StartAt + (periods * Period) };
    }
}

/// <summary>Where reminders are kept. What a method did is as durable as the table when its task completes.</summary>
internal interface IReminderTable
{
    Task<IReadOnlyCollection<ReminderEntry>> ReadAllAsync(CancellationToken cancellationToken);

    Task PutAsync(ReminderEntry entry, CancellationToken cancellationToken);

    Task RemoveAsync(GrainId grainId, string name, CancellationToken cancellationToken);
}

/// <summary>Forgets everything when the process ends.</summary>
internal sealed class MemoryReminderTable : IReminderTable
{
    private readonly ConcurrentDictionary<(GrainId Grain, string Name), ReminderEntry> _entries = new();

    public Task<IReadOnlyCollection<ReminderEntry>> ReadAllAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyCollection<ReminderEntry>>([.. _entries.Values]);

    public Task PutAsync(ReminderEntry entry, CancellationToken cancellationToken)
    {
        _entries[(entry.GrainId, entry.Name)] = entry;
        return Task.CompletedTask;
    }

    public Task RemoveAsync(GrainId grainId, string name, CancellationToken cancellationToken)
    {
        _entries.TryRemove((grainId, name), out _);
        return Task.CompletedTask;
    }
}
