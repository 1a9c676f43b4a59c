using System.Runtime.CompilerServices;

namespace CostIntel.Domain.Detection.Costs;

/// <summary>The few slots that were raised and have not settled; beyond them the oldest is forgotten.</summary>
internal struct RaisedSlots
{
    private const int Capacity = 8;
    private const int Free = int.MinValue;

    private Slots _slots;
    private int _next;

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        for (var i = 0; i < Capacity; i++)
        {
            _slots[i] = Free;
        }
    }

    /// <summary>True when the slot was raised.</summary>
    public readonly bool Has(int slot) => IndexOf(slot) >= 0;

    /// <summary>Notes a slot.</summary>
    public void Add(int slot)
    {
        _slots[_next] = slot;
        _next = (_next + 1) % Capacity;
    }

    /// <summary>Forgets a slot; true when it was noted.</summary>
    public bool Remove(int slot)
    {
        var index = IndexOf(slot);
        if (index >= 0)
        {
            _slots[index] = Free;
        }

        return index >= 0;
    }

    private readonly int IndexOf(int slot)
    {
        for (var i = 0; i < Capacity; i++)
        {
            if (_slots[i] == slot)
            {
                return i;
            }
        }

        return -1;
    }

    [InlineArray(Capacity)]
    private struct Slots
    {
        private int _first;
    }
}
