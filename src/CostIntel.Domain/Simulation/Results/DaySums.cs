namespace CostIntel.Domain.Simulation.Results;

/// <summary>Sums of costs by day, or by another whole number, wherever they begin.</summary>
internal sealed class DaySums
{
    private readonly List<decimal> _sums = [];
    private int _first;

    public int First => _first;

    public int End => _first + _sums.Count;

    public void Add(int first, IReadOnlyList<decimal> amounts)
    {
        if (amounts.Count == 0)
        {
            return;
        }

        if (_sums.Count == 0)
        {
            _first = first;
        }

        if (first < _first)
        {
            _sums.InsertRange(0, new decimal[_first - first]);
            _first = first;
        }

        if (first + amounts.Count > End)
        {
            _sums.AddRange(new decimal[first + amounts.Count - End]);
        }

        for (var i = 0; i < amounts.Count; i++)
        {
            _sums[first - _first + i] += amounts[i];
        }
    }

    /// <summary>The sums of a range; 0 where nothing was added.</summary>
    public decimal[] Range(int first, int end)
    {
        var range = new decimal[end - first];
        for (var i = Math.Max(first, First); i < Math.Min(end, End); i++)
        {
            range[i - first] = _sums[i - _first];
        }

        return range;
    }
}
