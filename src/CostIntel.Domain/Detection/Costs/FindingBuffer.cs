using System.Runtime.CompilerServices;

namespace CostIntel.Domain.Detection.Costs;

/// <summary>The few findings of one call, without an allocation.</summary>
public struct FindingBuffer
{
    private const int Capacity = 16;

    private Items _items;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>One of them.</summary>
    public readonly CostFinding this[int index] => _items[index];

    /// <summary>Adds one; beyond sixteen the last one is replaced.</summary>
    public void Add(CostFinding finding)
    {
        _items[Math.Min(Count, Capacity - 1)] = finding;
        Count = Math.Min(Count + 1, Capacity);
    }

    [InlineArray(Capacity)]
    private struct Items
    {
        private CostFinding _first;
    }
}
