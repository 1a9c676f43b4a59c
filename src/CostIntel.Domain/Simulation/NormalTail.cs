namespace CostIntel.Domain.Simulation;

/// <summary>How much of a normal distribution lies beyond a point.</summary>
internal static class NormalTail
{
    /// <summary>The share above so many standard deviations, to 1e-7: Abramowitz and Stegun 26.2.17.</summary>
    public static double Above(double deviations)
    {
        if (deviations < 0)
        {
            return 1 - Above(-deviations);
        }

        var t = 1 / (1 + (0.2316419 * deviations));
        var higher = 1.781477937 + (t * (-1.821255978 + (t * 1.330274429)));
        var sum = t * (0.319381530 + (t * (-0.356563782 + (t * higher))));
        return sum * Math.Exp(-deviations * deviations / 2) / Math.Sqrt(2 * Math.PI);
    }
}
