using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Recommendations.Recommenders.Evidence;

/// <summary>How much more there will be of something.</summary>
internal static class Growth
{
    private const int DaysPerWeek = 7;
    private const int DaysMin = 5;
    private const double NoisePerWeek = 0.06;
    private const double FactorMax = 5;

    /// <summary>
    /// The factor by which a metric will have grown: the last week against the one before, day by day of the week, so that the
    /// shape of the week is no trend. 1 when it falls, or grows by no more than noise does.
    /// </summary>
    /// <param name="metric">Which.</param>
    /// <param name="days">How far ahead.</param>
    public static double Factor(MetricFacts metric, int days)
    {
        var (last, before, pairs) = (0.0, 0.0, 0);
        for (var ago = 1; ago <= DaysPerWeek; ago++)
        {
            if (metric.Profile.DayAgo(ago) is { } day && metric.Profile.DayAgo(ago + DaysPerWeek) is { } weekEarlier)
            {
                (last, before, pairs) = (last + day.Mean, before + weekEarlier.Mean, pairs + 1);
            }
        }

        if (pairs < DaysMin || before <= 0)
        {
            return 1;
        }

        var perWeek = (last / before) - 1;
        return perWeek <= NoisePerWeek ? 1 : Math.Min(FactorMax, 1 + (perWeek * days / DaysPerWeek));
    }
}
