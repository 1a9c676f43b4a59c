namespace CostIntel.Domain.Detection;

/// <summary>A series that is followed, and which of its slots have changed since it was last judged.</summary>
/// <param name="monitor">Its monitor.</param>
/// <param name="waiting">Slots of late charges that wait to be judged.</param>
public sealed class WatchedSeries(SeriesMonitor monitor, IEnumerable<int> waiting)
{
    private readonly SortedSet<int> _touched = [];
    private readonly SortedSet<int> _waiting = [.. waiting];

    /// <summary>Its monitor.</summary>
    public SeriesMonitor Monitor { get; } = monitor;

    /// <summary>Which series.</summary>
    public SeriesName Name => Monitor.Series;

    /// <summary>True when slots have changed.</summary>
    public bool IsTouched => _touched.Count > 0;

    /// <summary>True when late charges wait.</summary>
    public bool IsWaiting => _waiting.Count > 0;

    /// <summary>The oldest slot that has changed.</summary>
    public int OldestTouched => _touched.Min;

    /// <summary>Slots of late charges that wait to be judged.</summary>
    public IReadOnlyCollection<int> Waiting => _waiting;

    /// <summary>Notes that a slot has changed.</summary>
    public void Touch(long unixSeconds) => _touched.Add(Name.SlotOf(unixSeconds));

    /// <summary>Lets what has changed wait.</summary>
    public void Wait()
    {
        _waiting.UnionWith(_touched);
        _touched.Clear();
    }

    /// <summary>Ends the waiting: what waited counts as changed.</summary>
    public void TakeWaiting()
    {
        _touched.UnionWith(_waiting);
        _waiting.Clear();
    }

    /// <summary>The slots that have changed, ascending; they count as judged.</summary>
    public List<int> TakeTouched()
    {
        var taken = _touched.ToList();
        _touched.Clear();
        return taken;
    }
}
