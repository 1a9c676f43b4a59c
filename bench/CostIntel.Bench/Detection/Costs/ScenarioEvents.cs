namespace CostIntel.Bench.Detection.Costs;

/// <summary>What acts on the hours of a resource: an anomaly wins over a legitimate change, the later one over the earlier.</summary>
internal sealed class ScenarioEvents(int hours)
{
    private int _count;

    /// <summary>What acts on an hour; empty for nothing.</summary>
    public string[] Kind { get; } = [.. Enumerable.Repeat("", hours)];

    /// <summary>True for an anomaly that must be found.</summary>
    public bool[] IsAnomaly { get; } = new bool[hours];

    /// <summary>Number of the event, from 1.</summary>
    public int[] Event { get; } = new int[hours];

    /// <summary>Hours at which a change that was announced begins.</summary>
    public List<int> Announced { get; } = [];

    public void Add(string kind, bool isAnomaly, int from, int end)
    {
        _count++;
        for (var hour = Math.Max(0, from); hour < Math.Min(hours, end); hour++)
        {
            if (isAnomaly || !IsAnomaly[hour])
            {
                (Kind[hour], Event[hour], IsAnomaly[hour]) = (kind, _count, isAnomaly);
            }
        }
    }
}
