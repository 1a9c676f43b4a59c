namespace CostIntel.Domain.Forecasting;

/// <summary>The level around each day: of the week that has the day in its middle.</summary>
internal static class LocalLevel
{
    private const int Reach = 3;

    /// <summary>The level at every day of a history of at least a week; NaN is unknown.</summary>
    /// <param name="values">On the forecast's scale.</param>
    /// <param name="robust">The middle value of the week, which one odd day does not move; else the mean.</param>
    public static double[] Of(ReadOnlySpan<double> values, bool robust)
    {
        const int Width = (2 * Reach) + 1;
        var levels = new double[values.Length];
        Span<double> week = stackalloc double[Width];
        for (var i = 0; i < levels.Length; i++)
        {
            var from = Math.Clamp(i - Reach, 0, values.Length - Width);
            var count = 0;
            foreach (var value in values.Slice(from, Width))
            {
                if (!double.IsNaN(value))
                {
                    week[count++] = value;
                }
            }

            levels[i] = count == 0 ? double.NaN
                : robust ? RobustStatistics.Median(week[..count])
                : Mean(week[..count]);
        }

        return levels;
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
