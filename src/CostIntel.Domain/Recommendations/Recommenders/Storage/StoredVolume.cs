using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Recommendations.Recommenders.Storage;

/// <summary>How old the data is that is stored, from how its cost has grown.</summary>
internal static class StoredVolume
{
    private const int Around = 3;

    /// <summary>
    /// The share of what is stored now that was stored so many days ago: its cost then to its cost now. 0 when that is not
    /// known.
    /// </summary>
    public static decimal OlderShare(CostHistory costs, int days)
    {
        var then = costs.Days - 1 - days;
        if (then - Around < 0 || costs.Days <= 2 * Around)
        {
            return 0;
        }

        var now = Mean(costs, costs.Days - 1 - (2 * Around), costs.Days - 1);
        return now <= 0 ? 0 : Math.Clamp(Mean(costs, then - Around, Math.Min(costs.Days - 1, then + Around)) / now, 0, 1);
    }

    private static decimal Mean(CostHistory costs, int from, int to)
    {
        var sum = 0m;
        for (var day = from; day <= to; day++)
        {
            sum += costs.DailyCosts[day];
        }

        return sum / (to - from + 1);
    }
}
