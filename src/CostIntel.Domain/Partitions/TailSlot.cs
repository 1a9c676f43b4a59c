using System.Runtime.InteropServices;

namespace CostIntel.Domain.Partitions;

/// <summary>
/// What the un-truncated end of a partition's log holds for one grain, in order of offset: the part that was handed
/// to the grain and, behind it, the part that still has to be.
/// </summary>
public sealed class TailSlot<T>(string key, Func<T, long> offsetOf)
{
    private readonly List<T> _items = [];
    private int _dispatched;

    /// <summary>The grain's key.</summary>
    public string Key { get; } = key;

    /// <summary>Whatever the shell keeps beside the slot, such as a grain reference.</summary>
    public object? Handle { get; set; }

    /// <summary>True when nothing is left of it in the tail.</summary>
    public bool IsEmpty => _items.Count == 0;

    /// <summary>True when something waits to be handed over.</summary>
    public bool HasUndispatched => _dispatched < _items.Count;

    /// <summary>Appends an item of the newest offset.</summary>
    public void Add(T item) => _items.Add(item);

    /// <summary>Everything that waits, which from now on counts as handed over.</summary>
    public T[] TakeUndispatched()
    {
        var taken = CollectionsMarshal.AsSpan(_items)[_dispatched..].ToArray();
        _dispatched = _items.Count;
        return taken;
    }

    /// <summary>Counts everything behind an offset as not handed over, whatever was taken.</summary>
    public void Rewind(long offset)
    {
        var first = _items.FindIndex(item => offsetOf(item) > offset);
        _dispatched = first < 0 ? _items.Count : first;
    }

    /// <summary>Everything behind an offset, whether handed over or not.</summary>
    public T[] After(long offset)
    {
        var first = _items.FindIndex(item => offsetOf(item) > offset);
        return first < 0 ? [] : [.. _items.Skip(first)];
    }

    /// <summary>Drops what lies at or before an offset.</summary>
    public void TrimThrough(long offset)
    {
        var kept = _items.FindIndex(item => offsetOf(item) > offset);
        var removed = kept < 0 ? _items.Count : kept;
        _items.RemoveRange(0, removed);
        _dispatched = Math.Max(0, _dispatched - removed);
        if (_items.Count == 0)
        {
            _items.TrimExcess();
        }
    }
}
