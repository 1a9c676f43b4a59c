namespace CostIntel.Domain.Forecasting;

/// <summary>The normal distribution.</summary>
internal static class Normal
{
    /// <summary>How many standard deviations around the mean hold a share of the values, above 0 and below 1.</summary>
    public static double HalfWidth(double share)
    {
        var (low, high) = (0.0, 8.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Within(middle) < share ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    // The error function of x / sqrt(2): Abramowitz and Stegun 7.1.26, to 1.5e-7.
    private static double Within(double deviations)
    {
        var x = deviations / Math.Sqrt(2);
        var t = 1 / (1 + (0.3275911 * x));
        var higher = 1.421413741 + (t * (-1.453152027 + (t * 1.061405429)));
        return 1 - (t * (0.254829592 + (t * (-0.284496736 + (t * higher)))) * Math.Exp(-x * x));
    }
}
