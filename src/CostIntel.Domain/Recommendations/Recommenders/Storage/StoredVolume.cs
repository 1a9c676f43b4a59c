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
        var last = costs.Days - 1 - Around;
        var known = Math.Min(days, last - Around);
        if (known < DaysKnownMin)
        {
            return 0;
        }

        var now = MeanAround(costs, last);
        var share = now <= 0 ? 0 : Math.Clamp(MeanAround(costs, last - known) / now, 0, 1);
        return Math.Max(0, 1 - ((1 - share) * days / known));
    }

    private static decimal MeanAround(CostHistory costs, int middle)
    {
        var sum = 0m;
        for (var day = middle - Around; day <= middle + Around; day++)
        {
            sum += costs.DailyCosts[day];
        }

        return sum / ((2 * Around) + 1);
    }
}
