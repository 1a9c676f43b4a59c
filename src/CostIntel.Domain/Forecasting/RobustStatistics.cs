namespace CostIntel.Domain.Forecasting;

/// <summary>Statistics that a few wild values do not move.</summary>
internal static class RobustStatistics
{
    /// <summary>The middle value; 0 of none. Reorders the values.</summary>
    public static double Median(Span<double> values)
    {
        if (values.IsEmpty)
        {
            return 0;
        }

        values.Sort();
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /// <summary>
    /// The mean without a fifth of the values at each end, of three values on at least one; 0 of none. Reorders the values.
    /// </summary>
    public static double TrimmedMean(Span<double> values)
    {
        if (values.IsEmpty)
        {
            return 0;
        }

        values.Sort();
        var cut = values.Length < 3 ? 0 : Math.Max(1, values.Length / 5);
        var sum = 0.0;
        foreach (var value in values[cut..^cut])
        {
            sum += value;
        }

        return sum / (values.Length - (2 * cut));
    }

    /// <summary>
    /// The value that a share of sorted values does not exceed, in between by straight lines. One value more than there
    /// are is reckoned with, as conformal prediction does: the largest of n covers n/(n+1).
    /// </summary>
    public static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        var position = Math.Clamp((share * (sorted.Length + 1)) - 1, 0, sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
