using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Recommendations.Recommenders.Storage;

/// <summary>How old the data is that is stored, from how its cost has grown.</summary>
internal static class StoredVolume
{
    private const int Around = 3;
    private const int DaysKnownMin = 14;

    /// <summary>
    /// The share of what is stored now that was stored so many days ago: its cost then to its cost now. Where days are not
    /// known so far back it is taken to have grown as steadily before. 0 when too few days are known.
    /// </summary>
    /// <param name="costs">What it cost.</param>
    /// <param name="days">How many days ago, not before there was anything.</param>
    public static decimal OlderShare(CostHistory costs, int days)
    {
        var known = Math.Min(days, costs.Days - 1 - Around);
        if (known < DaysKnownMin)
        {
            return 0;
        }

        var then = costs.Days - 1 - known;
        var now = Mean(costs, costs.Days - 1 - (2 * Around), costs.Days - 1);
        var share = now <= 0 ? 0 : Math.Clamp(Mean(costs, then - Around, then + Around) / now, 0, 1);
        return Math.Max(0, 1 - ((1 - share) * days / known));
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
