using CostIntel.Contracts.Workflow;
using CostIntel.Domain.Workflow;
using ChangeHistoryEntry = CostIntel.Contracts.V1.ChangeHistoryEntry;

namespace CostIntel.Grains.Changes;

/// <summary>What happened to a change lately, for people.</summary>
internal sealed class ChangeRecord
{
    private const int EntriesMax = 200;

    private readonly Queue<ChangeHistoryEntry> _entries = new();

    /// <summary>The entries, the oldest first.</summary>
    public IReadOnlyCollection<ChangeHistoryEntry> Entries => _entries;

    /// <summary>Adds what has happened.</summary>
    public void Add(IEnumerable<CaseEvent> events)
    {
        foreach (var happened in events.Where(happened => happened is not CommandAnswered))
        {
            _entries.Enqueue(happened.ToEntry());
            if (_entries.Count > EntriesMax)
            {
                _entries.Dequeue();
            }
        }
    }
}
