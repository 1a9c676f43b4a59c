namespace CostIntel.Domain.Workflow;

/// <summary>A resource that one case may change.</summary>
/// <param name="Resource">Key of the resource.</param>
/// <param name="CaseId">Which case.</param>
/// <param name="Key">Key of the lock.</param>
/// <param name="SinceUtc">Since when.</param>
public sealed record ResourceLease(string Resource, string CaseId, string Key, DateTimeOffset SinceUtc);

/// <summary>Which case may change which resource: one at a time. Plain memory, stored as its leases and released keys.</summary>
/// <remarks>
/// A lease has no end: one that ends while its case changes something would let another change the same. It cannot be
/// forgotten either, because a case stores that it lets go before it goes on, and that is repeated until it is heard.
/// </remarks>
public sealed class ResourceLock
{
    /// <summary>How many released keys are remembered.</summary>
    public const int ReleasedMax = 4096;

    private readonly Dictionary<string, ResourceLease> _leases = new(StringComparer.Ordinal);
    private readonly Queue<string> _released = new();
    private readonly HashSet<string> _isReleased = new(StringComparer.Ordinal);

    /// <summary>Starts with what was stored.</summary>
    public ResourceLock(IEnumerable<ResourceLease> leases, IEnumerable<string> released)
    {
        foreach (var lease in leases)
        {
            _leases.Add(lease.Resource, lease);
        }

        foreach (var key in released)
        {
            Remember(key);
        }
    }

    /// <summary>Who may change what.</summary>
    public IReadOnlyCollection<ResourceLease> Leases => _leases.Values;

    /// <summary>Keys that were let go, the newest last: they never lock again.</summary>
    public IReadOnlyCollection<string> Released => _released;

    /// <summary>Locks all of some resources, or none. Asking again with the same key changes nothing.</summary>
    /// <returns>Null when they are locked; else a sentence that says why not.</returns>
    public string? Take(IReadOnlyList<string> resources, string caseId, string key, DateTimeOffset nowUtc)
    {
        // The release may overtake what it releases; without this a lock would be taken that nobody lets go.
        if (_isReleased.Contains(key))
        {
            return $"Lock '{key}' was let go before.";
        }

        foreach (var resource in resources)
        {
            if (_leases.TryGetValue(resource, out var other) && other.Key != key)
            {
                return FormattableString.Invariant($"'{resource}' is being changed by case '{other.CaseId}' since {other.SinceUtc:O}.");
            }
        }

        foreach (var resource in resources)
        {
            _leases.TryAdd(resource, new(resource, caseId, key, nowUtc));
        }

        return null;
    }

    /// <summary>Lets go of all that is locked under a key. Doing it again changes nothing.</summary>
    public void Release(string key)
    {
        foreach (var lease in _leases.Values.Where(lease => lease.Key == key).ToList())
        {
            _leases.Remove(lease.Resource);
        }

        Remember(key);
    }

    private void Remember(string key)
    {
        if (!_isReleased.Add(key))
        {
            return;
        }

        _released.Enqueue(key);
        if (_released.Count > ReleasedMax)
        {
            _isReleased.Remove(_released.Dequeue());
        }
    }
}
