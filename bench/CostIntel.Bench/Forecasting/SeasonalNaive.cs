namespace CostIntel.Bench.Forecasting;

/// <summary>Each day as the same day of the last week that is known.</summary>
internal static class SeasonalNaive
{
    public const int Season = 7;

    public static double[] Forecast(double[] history, int days)
    {
        var forecast = new double[days];
        for (var i = 0; i < days; i++)
        {
            var at = history.Length - Season + (i % Season);
            forecast[i] = history[Math.Clamp(at, 0, history.Length - 1)];
        }

        return forecast;
    }
}
