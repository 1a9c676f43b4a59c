namespace CostIntel.Domain.Telemetry;

/// <summary>Quantiles of a histogram, as if measurements were spread evenly over each bucket.</summary>
public static class BucketQuantile
{
    /// <summary>The value below which the given part of the measurements lies; null when there are none or no bounds.</summary>
    /// <param name="bounds">Upper bounds of the buckets, ascending; the first bucket begins at zero.</param>
    /// <param name="counts">Measurements in each bucket: one more than bounds, the last being above all of them.</param>
    /// <param name="quantile">From 0 to 1.</param>
    /// <param name="max">The largest measurement, where it is known; it limits the last bucket.</param>
    public static double? Of(ReadOnlySpan<double> bounds, ReadOnlySpan<double> counts, double quantile, double? max)
    {
        var total = 0.0;
        foreach (var count in counts)
        {
            total += count;
        }

        if (total <= 0 || bounds.IsEmpty)
        {
            return null;
        }

        var wanted = quantile * total;
        var before = 0.0;
        for (var i = 0; i < bounds.Length; i++)
        {
            if (counts[i] > 0 && before + counts[i] >= wanted)
            {
                var lower = i == 0 ? Math.Min(0, bounds[0]) : bounds[i - 1];
                var value = lower + ((bounds[i] - lower) * (wanted - before) / counts[i]);
                return max is { } largest ? Math.Min(value, largest) : value;
            }

            before += counts[i];
        }

        // Nothing says how far above the last bound they are, unless the largest is known.
        var top = bounds[^1];
        return max > top ? top + ((max.Value - top) * (wanted - before) / counts[^1]) : top;
    }
}
