using CostIntel.Domain.Detection;

namespace CostIntel.Domain.Tests.Detection;

/// <summary>Totals of a few series.</summary>
internal sealed class Totals : ISlotTotals
{
    private readonly Dictionary<SeriesName, SortedDictionary<int, double>> _totals = [];

    public double this[SeriesName name, int slot]
    {
        set
        {
            if (!_totals.TryGetValue(name, out var slots))
            {
                _totals.Add(name, slots = []);
            }

            slots[slot] = value;
        }
    }

    public double Of(SeriesName name, int slot) =>
        _totals.TryGetValue(name, out var slots) ? slots.GetValueOrDefault(slot) : 0;

    public (int First, int Last) Range(SeriesName name) => _totals.TryGetValue(name, out var slots)
        ? (slots.Keys.First(), slots.Keys.Last())
        : (int.MaxValue, int.MinValue);
}
