namespace CostIntel.Domain.Simulation.Results;

/// <summary>Keeps the resources whose monthly cost changes most.</summary>
internal sealed class LargestRows
{
    private const int RowsMax = 50;
    // Sorting now and then costs less than keeping order.
    private const int Slack = 10 * RowsMax;

    private readonly List<ResourceRow> _rows = [];

    public void Add(string key, ResourceSimulation simulation)
    {
        var hours = simulation.Breaches.Sum(breach => Math.Max(0, breach.After - breach.Before));
        _rows.Add(new(key, simulation.Action, simulation.From, simulation.To, simulation.Estimate, hours));
        if (_rows.Count > Slack)
        {
            Trim();
        }
    }

    public IReadOnlyList<ResourceRow> Rows()
    {
        Trim();
        return _rows;
    }

    private void Trim()
    {
        _rows.Sort((left, right) =>
        {
            var order = Math.Abs(right.Estimate.Saving.Expected).CompareTo(Math.Abs(left.Estimate.Saving.Expected));
            return order != 0 ? order : string.CompareOrdinal(left.Key, right.Key);
        });
        if (_rows.Count > RowsMax)
        {
            _rows.RemoveRange(RowsMax, _rows.Count - RowsMax);
        }
    }
}
