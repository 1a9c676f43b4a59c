namespace CostIntel.Connectors.Generation.Cloud;

/// <summary>
/// Resources that can be changed and changed back, with faults by plan: idempotent by key, a step that was undone never
/// begins, and all that was done is in a journal. May be used from several threads.
/// </summary>
/// <param name="faults">What goes wrong.</param>
/// <param name="journal">What was done before, and where it is noted.</param>
public sealed class SimulatedCloud(CloudFaultPlan faults, CloudJournal journal)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _polls = new(StringComparer.Ordinal);

    /// <summary>All that was done, in order.</summary>
    public IReadOnlyList<CloudEntry> Done
    {
        get
        {
            lock (_lock)
            {
                return [.. journal.Entries];
            }
        }
    }

    /// <summary>How a resource is; empty as it was at first.</summary>
    /// <param name="resource">FOCUS ResourceId.</param>
    public string StateOf(string resource)
    {
        lock (_lock)
        {
            return State(resource);
        }
    }

    /// <summary>True while a change is in effect that does the resource harm.</summary>
    /// <param name="resource">FOCUS ResourceId.</param>
    public bool IsBreaching(string resource) =>
        faults.Of(resource) is CloudFault.Breaches or CloudFault.BreachesAndUndoFails && StateOf(resource).Length > 0;

    /// <summary>Has a resource changed.</summary>
    public CloudAnswer Apply(CloudOrder order)
    {
        lock (_lock)
        {
            if (journal.Entries.Any(entry => entry.Key == order.Key))
            {
                return new(CloudOutcome.Done, "It is done.");
            }

            if (IsUndone(order))
            {
                return new(CloudOutcome.Failed, "It was undone and is not begun any more.");
            }

            var isEarly = order.Attempt <= faults.Times;
            switch (faults.Of(order.Resource))
            {
                case CloudFault.Fails when isEarly:
                    return new(CloudOutcome.Failed, "The cloud is out of order.");
                case CloudFault.IsImpossible:
                    return new(CloudOutcome.Impossible, "The resource cannot be changed.");
                case CloudFault.Lies:
                    return new(CloudOutcome.Done, "It is done.");
                case CloudFault.IsLate:
                    return new(CloudOutcome.Accepted, "It takes time.");
                case CloudFault.FailsAfterwards when isEarly:
                    Note(order);
                    return new(CloudOutcome.Failed, "The connection was lost.");
                case CloudFault.Hangs when isEarly:
                    Note(order);
                    return new(CloudOutcome.Silent, "");
                default:
                    Note(order);
                    return new(CloudOutcome.Done, "It is done.");
            }
        }
    }

    /// <summary>Has a resource changed back, if the step has changed it; from now on the step does not begin any more.</summary>
    /// <param name="order">The step, with a key of its own.</param>
    /// <param name="before">How the resource was.</param>
    public CloudAnswer Undo(CloudOrder order, string before)
    {
        lock (_lock)
        {
            if (journal.Entries.All(entry => entry.Key != order.Key))
            {
                if (faults.Of(order.Resource) == CloudFault.BreachesAndUndoFails && order.Attempt <= faults.Times)
                {
                    return new(CloudOutcome.Failed, "The cloud is out of order.");
                }

                var state = IsInEffect(order) ? before : State(order.Resource);
                journal.Add(new(order.Key, true, order.ChangeId, order.Step, order.Resource, state));
            }

            return new(CloudOutcome.Done, "It is undone.");
        }
    }

    /// <summary>Says how far an order is that was accepted.</summary>
    public CloudAnswer Poll(CloudOrder order)
    {
        lock (_lock)
        {
            if (journal.Entries.Any(entry => entry.Key == order.Key))
            {
                return new(CloudOutcome.Done, "It is done.");
            }

            if (IsUndone(order) || faults.Of(order.Resource) != CloudFault.IsLate)
            {
                return new(CloudOutcome.Failed, "Nothing is under way.");
            }

            var polls = _polls[order.Key] = _polls.GetValueOrDefault(order.Key) + 1;
            if (polls < faults.Times)
            {
                return new(CloudOutcome.Accepted, "It takes time.");
            }

            Note(order);
            return new(CloudOutcome.Done, "It is done.");
        }
    }

    private string State(string resource) => journal.Entries.LastOrDefault(entry => entry.Resource == resource)?.State ?? "";

    private bool IsUndone(CloudOrder order) => LastOf(order) is { IsUndo: true };

    private bool IsInEffect(CloudOrder order) => LastOf(order) is { IsUndo: false };

    private CloudEntry? LastOf(CloudOrder order) =>
        journal.Entries.LastOrDefault(entry => entry.ChangeId == order.ChangeId && entry.Step == order.Step);

    private void Note(CloudOrder order) =>
        journal.Add(new(order.Key, false, order.ChangeId, order.Step, order.Resource, order.Wanted));
}
