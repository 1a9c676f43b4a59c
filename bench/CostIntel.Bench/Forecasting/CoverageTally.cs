using CostIntel.Domain.Forecasting;

namespace CostIntel.Bench.Forecasting;

/// <summary>How often what came lay within the bands, by how far ahead, and how wide they were.</summary>
internal sealed class CoverageTally(double level)
{
    private static readonly int[] SumLengths = [3, 7, 14, 21, 30, 60, 90];

    private readonly int[] _within = new int[ForecastTally.Ends.Length];
    private readonly int[] _count = new int[ForecastTally.Ends.Length];
    private readonly double[] _width = new double[ForecastTally.Ends.Length];
    private readonly int[] _sumsWithin = new int[SumLengths.Length];
    private int _sums;

    public double Level => level;

    public double[] Percent => [.. _within.Select((within, i) => Math.Round(100.0 * within / _count[i], 1))];

    public double OverallPercent => Math.Round(100.0 * _within.Sum() / _count.Sum(), 1);

    /// <summary>Mean half width, in percent of what is expected.</summary>
    public double[] HalfWidthPercent => [.. _width.Select((width, i) => Math.Round(100 * width / _count[i], 1))];

    public Dictionary<int, double> SumsPercent =>
        SumLengths.Zip(_sumsWithin, (days, within) => (days, Math.Round(100.0 * within / _sums, 1))).ToDictionary();

    public void Add(Forecaster forecaster, ReadOnlySpan<double> came)
    {
        var band = forecaster.At(level);
        for (var i = 0; i < came.Length; i++)
        {
            var (group, point) = (ForecastTally.GroupOf(i + 1), band.Day(forecaster.LastDay + 1 + i));
            _within[group] += came[i] >= point.Low && came[i] <= point.High ? 1 : 0;
            _width[group] += Math.Min(3, (point.High - point.Low) / 2 / Math.Max(Math.Abs(point.Expected), 1e-9));
            _count[group]++;
        }

        _sums++;
        for (var i = 0; i < SumLengths.Length; i++)
        {
            var point = band.Sum(forecaster.LastDay + 1, forecaster.LastDay + 1 + SumLengths[i]);
            var sum = came[..SumLengths[i]].ToArray().Sum();
            _sumsWithin[i] += sum >= point.Low && sum <= point.High ? 1 : 0;
        }
    }
}
