namespace CostIntel.Domain.Partitions;

/// <summary>The newest event ids of a partition, as 128-bit hashes: an id that is among them is a duplicate.</summary>
public sealed class EventIdWindow(int capacity)
{
    /// <summary>How many ids a partition remembers.</summary>
    public const int DefaultCapacity = 65_536;

    private readonly HashSet<UInt128> _ids = [];
    private readonly Queue<UInt128> _order = new();

    /// <summary>Number of ids remembered.</summary>
    public int Count => _order.Count;

    /// <summary>Remembers an id, forgetting the oldest when full; false when it is remembered already.</summary>
    public bool Add(UInt128 id)
    {
        if (!_ids.Add(id))
        {
            return false;
        }

        _order.Enqueue(id);
        if (_order.Count > capacity)
        {
            _ids.Remove(_order.Dequeue());
        }

        return true;
    }
}
