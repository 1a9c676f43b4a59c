namespace CostIntel.Bench.Forecasting;

/// <summary>Errors of one way to forecast, by how far ahead.</summary>
internal sealed class ForecastTally
{
    /// <summary>The last day of each group of days ahead.</summary>
    public static readonly int[] Ends = [1, 7, 30, 90];

    private readonly double[] _scaled = new double[Ends.Length];
    private readonly double[] _symmetric = new double[Ends.Length];
    private readonly int[] _count = new int[Ends.Length];

    public double[] Mase => [.. _scaled.Select((sum, i) => Math.Round(sum / _count[i], 3))];

    public double[] Smape => [.. _symmetric.Select((sum, i) => Math.Round(100 * sum / _count[i], 2))];

    public static int GroupOf(int ahead) => Array.FindIndex(Ends, end => ahead <= end);

    /// <summary>Adds a forecast beside what came; the scale is the mean step from week to week in the history.</summary>
    public void Add(double[] forecast, ReadOnlySpan<double> came, double scale)
    {
        for (var i = 0; i < forecast.Length; i++)
        {
            var group = GroupOf(i + 1);
            var (error, sizes) = (Math.Abs(forecast[i] - came[i]), Math.Abs(forecast[i]) + Math.Abs(came[i]));
            _scaled[group] += error / scale;
            _symmetric[group] += sizes > 0 ? 2 * error / sizes : 0;
            _count[group]++;
        }
    }
}
