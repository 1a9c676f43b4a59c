namespace CostIntel.Bench.Detection.Metrics;

/// <summary>What a detection at each row of a file is worth, before the profile's weights.</summary>
/// <remarks>
/// Lavin and Ahmad, "Evaluating real-time anomaly detection algorithms: the Numenta Anomaly Benchmark", 2015. With
/// s(y) = 2 / (1 + e^5y) - 1, a detection in a window is worth s(-(rows to its end) / its length) / s(-1), so early is
/// better; behind a window s(distance / its length), down to -1, which is also what one before all windows costs.
/// </remarks>
internal sealed class NabRows
{
    private const double ProbationShare = 0.15;
    private const double ProbationMax = 0.15 * 5_000;
    private const double FarAway = 3;

    public NabRows(NabFile file)
    {
        var rows = file.Points.Length;
        Probation = (int)Math.Min(Math.Floor(ProbationShare * rows), ProbationMax);
        Windows = file.Windows;
        Worth = new double[rows];
        WindowOf = new int[rows];
        Array.Fill(WindowOf, -1);
        var (window, passed) = (0, -1);
        for (var i = 0; i < rows; i++)
        {
            if (window < Windows.Length && i > Windows[window].Last)
            {
                passed = window++;
            }

            var isInside = window < Windows.Length && i >= Windows[window].First;
            WindowOf[i] = isInside ? window : -1;
            Worth[i] = isInside ? Inside(i, Windows[window]) : passed < 0 ? -1 : Behind(i, Windows[passed]);
        }
    }

    /// <summary>How many rows at the start are not judged.</summary>
    public int Probation { get; }

    public (int First, int Last)[] Windows { get; }

    /// <summary>The window of each row; -1 outside.</summary>
    public int[] WindowOf { get; }

    public double[] Worth { get; }

    private static double Inside(int row, (int First, int Last) window) =>
        Sigmoid(-(window.Last - row + 1) / (double)(window.Last - window.First + 1)) / Sigmoid(-1);

    private static double Behind(int row, (int First, int Last) window)
    {
        var distance = (row - window.Last) / (double)(window.Last - window.First);
        return distance > FarAway ? -1 : Sigmoid(distance);
    }

    private static double Sigmoid(double y) => (2 / (1 + Math.Exp(5 * y))) - 1;
}
