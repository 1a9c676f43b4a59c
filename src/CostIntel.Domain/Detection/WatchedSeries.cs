namespace CostIntel.Domain.Detection;

/// <summary>A series that is followed, and which of its slots have changed since it was last judged.</summary>
/// <param name="monitor">Its monitor.</param>
/// <param name="waiting">Slots of late charges that wait to be judged.</param>
public sealed class WatchedSeries(SeriesMonitor monitor, IEnumerable<int> waiting)
{
    private SortedSet<int>? _waiting = waiting.Any() ? [.. waiting] : null;
    private SortedSet<int>? _more;
    private int _touched;
    private int _openSlot = int.MinValue;
    private double _openSum;
    private double _openLevel;

    /// <summary>Its monitor.</summary>
    public SeriesMonitor Monitor { get; } = monitor;

    /// <summary>Which series.</summary>
    public SeriesName Name => Monitor.Series;

    /// <summary>True when slots have changed.</summary>
    public bool IsTouched { get; private set; }

    /// <summary>The slot that has changed when it is only one; null otherwise.</summary>
    public int? OnlyTouched => IsTouched && _more is null ? _touched : null;

    /// <summary>True when late charges wait.</summary>
    public bool IsWaiting => _waiting is not null;

    /// <summary>The oldest slot that has changed.</summary>
    public int OldestTouched => _more?.Min ?? _touched;

    /// <summary>Slots of late charges that wait to be judged.</summary>
    public IReadOnlyCollection<int> Waiting => _waiting ?? (IReadOnlyCollection<int>)[];

    /// <summary>Notes that a slot has changed.</summary>
    /// <param name="unixSeconds">A time in the slot.</param>
    /// <param name="amount">What was added to it.</param>
    public void Touch(long unixSeconds, double amount)
    {
        var slot = Name.SlotOf(unixSeconds);
        _openSum += slot == _openSlot ? amount : 0;
        if (!IsTouched)
        {
            (_touched, IsTouched) = (slot, true);
        }
        else if (_more is not null || slot != _touched)
        {
            _more ??= [_touched];
            _more.Add(slot);
        }
    }

    /// <summary>
    /// True when all that has changed is the slot that is open, and what it has come to is nothing to look at.
    /// </summary>
    public bool IsOrdinary => OnlyTouched == _openSlot && _openSum <= _openLevel && _waiting is null;

    /// <summary>From now on adds up a slot that is open, up to a level from which on it is worth a look.</summary>
    public void Open(int slot, double sum, double level) => (_openSlot, _openSum, _openLevel) = (slot, sum, level);

    /// <summary>Lets what has changed wait.</summary>
    public void Wait()
    {
        _waiting ??= [];
        if (OnlyTouched is { } slot)
        {
            _waiting.Add(slot);
        }
        else
        {
            _waiting.UnionWith(_more!);
        }

        Forget();
    }

    /// <summary>Ends the waiting: what waited counts as changed.</summary>
    public void TakeWaiting()
    {
        _more = [.. TakeTouched(), .. Waiting];
        (IsTouched, _waiting) = (_more.Count > 0, null);
    }

    /// <summary>What has changed counts as judged.</summary>
    public void Forget() => (IsTouched, _more) = (false, null);

    /// <summary>The slots that have changed, ascending; they count as judged.</summary>
    public List<int> TakeTouched()
    {
        List<int> taken = _more is not null ? [.. _more] : IsTouched ? [_touched] : [];
        Forget();
        return taken;
    }
}
