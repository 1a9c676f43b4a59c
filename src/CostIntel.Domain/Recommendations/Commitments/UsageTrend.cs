namespace CostIntel.Domain.Recommendations.Commitments;

/// <summary>Whether usage falls: who commits to what is on its way out pays for nothing.</summary>
public static class UsageTrend
{
    private const int DaysPerWeek = 7;
    private const int WeeksMin = 4;
    private const int WeeksAhead = 26;
    private const double TauMax = -0.5;

    /// <summary>
    /// The share of today's usage that is left half a year ahead if it goes on falling as it has, week by week: 1 when it
    /// does not fall clearly, or is not known for four weeks.
    /// </summary>
    /// <param name="daily">Costs of consecutive days, from the first with usage on.</param>
    public static double ShareLeft(ReadOnlySpan<double> daily)
    {
        var weeks = Weeks(daily);
        if (weeks.Length < WeeksMin)
        {
            return 1;
        }

        var slopes = new List<double>();
        var order = 0;
        for (var early = 0; early < weeks.Length; early++)
        {
            for (var late = early + 1; late < weeks.Length; late++)
            {
                slopes.Add((weeks[late] - weeks[early]) / (late - early));
                order += Math.Sign(weeks[late] - weeks[early]);
            }
        }

        slopes.Sort();
        var slope = slopes[slopes.Count / 2];
        var level = weeks[^1];
        var falls = slope < 0 && (double)order / slopes.Count <= TauMax;
        return !falls ? 1 : level <= 0 ? 0 : Math.Max(0, 1 + (WeeksAhead * slope / level));
    }

    private static double[] Weeks(ReadOnlySpan<double> daily)
    {
        var weeks = new double[daily.Length / DaysPerWeek];
        var first = daily.Length - (weeks.Length * DaysPerWeek);
        for (var day = first; day < daily.Length; day++)
        {
            weeks[(day - first) / DaysPerWeek] += daily[day];
        }

        return weeks;
    }
}
