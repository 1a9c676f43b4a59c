namespace CostIntel.Domain.Forecasting;

/// <summary>
/// A blend of damped trends of different rates, weighed by how well each would have forecast the history so far, one day,
/// one week and four weeks ahead: what suits this series counts most, and no single choice decides.
/// </summary>
internal sealed class DayTrends
{
    /// <summary>No series is so regular that a smaller surprise means anything.</summary>
    public const double LeastScale = 0.001;

    private const double ErrorMax = 5;
    private const double Choosiness = 10;
    private const double ErrorsAssumed = 15;
    private const double ScaleAssumed = 0.15;
    private const double ScaleWeight = 1;

    private static readonly int[] Horizons = [1, 7, 28];
    private static readonly TrendRates[] Rates = AllRates();

    private readonly double[] _weights = new double[Rates.Length];
    private readonly (double Level, double Trend)[] _ends = new (double, double)[Rates.Length];
    private readonly double[] _spread;

    private DayTrends(double[] values, double start, double noise)
    {
        var scores = new double[Rates.Length];
        var oneStep = new double[Rates.Length];
        for (var i = 0; i < Rates.Length; i++)
        {
            (scores[i], oneStep[i], _ends[i]) = Run(values, start, noise, Rates[i]);
        }

        var best = scores.Min();
        for (var i = 0; i < Rates.Length; i++)
        {
            _weights[i] = Math.Pow(best / scores[i], Choosiness);
        }

        var sum = _weights.Sum();
        var alpha = 0.0;
        var beta = 0.0;
        var scale = 0.0;
        for (var i = 0; i < Rates.Length; i++)
        {
            _weights[i] /= sum;
            alpha += _weights[i] * Rates[i].Alpha;
            beta += _weights[i] * Rates[i].Beta;
            scale += _weights[i] * oneStep[i];
        }

        _spread = SpreadOf(scale, alpha, beta);
    }

    /// <summary>Learns from a history without season; it has at least one day that is known.</summary>
    public static DayTrends Of(double[] values)
    {
        var known = values.Where(value => !double.IsNaN(value)).ToArray();
        var steps = known.Zip(known.Skip(1), (before, after) => Math.Abs(after - before)).ToArray();
        var noise = Math.Max(steps.Length < 3 ? ScaleAssumed : 1.05 * RobustStatistics.Median(steps), LeastScale);
        return new(values, RobustStatistics.Median(known.AsSpan(0, Math.Min(7, known.Length))), noise);
    }

    /// <summary>The level some days after the history, 1 for the next.</summary>
    public double Level(int ahead)
    {
        var level = 0.0;
        for (var i = 0; i < Rates.Length; i++)
        {
            level += _weights[i] * (_ends[i].Level + (_ends[i].Trend * DampedTrend.Reach(Rates[i].Phi, ahead)));
        }

        return level;
    }

    /// <summary>One standard deviation that the blend's own arithmetic gives the error some days ahead, 1 to 90.</summary>
    public double Spread(int ahead) => _spread[ahead - 1];

    private static TrendRates[] AllRates()
    {
        double[] alphas = [0.08, 0.2, 0.45];
        (double Beta, double Phi)[] trends = [(0, 0), (0.0015, 0.998), (0.006, 0.99)];
        return
        [
            .. from alpha in alphas
               from trend in trends
               select new TrendRates(alpha, trend.Beta * Math.Min(1, alpha * 5), trend.Phi),
        ];
    }

    private static double[] SpreadOf(double scale, double alpha, double beta)
    {
        var spread = new double[Forecaster.DaysAheadMax];
        var variance = 1.0;
        for (var i = 0; i < spread.Length; i++)
        {
            spread[i] = scale * Math.Sqrt(variance);
            var carried = alpha + (beta * DampedTrend.Reach(0.99, i + 1));
            variance += carried * carried;
        }

        return spread;
    }

    private static (double Score, double OneStep, (double Level, double Trend) End) Run(
        double[] values, double start, double noise, TrendRates rates)
    {
        var filter = DampedTrend.Start(start, noise);
        var states = new (double Level, double Trend)[values.Length];
        var errors = new double[Horizons.Length];
        var counts = new int[Horizons.Length];
        for (var t = 0; t < values.Length; t++)
        {
            for (var h = 0; h < Horizons.Length && t >= Horizons[h] && !double.IsNaN(values[t]); h++)
            {
                var (level, trend) = states[t - Horizons[h]];
                var error = Math.Abs(values[t] - level - (trend * DampedTrend.Reach(rates.Phi, Horizons[h])));
                errors[h] += Math.Min(error, ErrorMax * noise * Math.Sqrt(Horizons[h]));
                counts[h]++;
            }

            filter.Learn(values[t], rates);
            states[t] = filter.State;
        }

        var score = 0.0;
        for (var h = 0; h < Horizons.Length; h++)
        {
            var usual = noise * Math.Sqrt(Horizons[h]);
            score += Math.Log((errors[h] + (ErrorsAssumed * usual)) / (counts[h] + ErrorsAssumed) / usual);
        }

        var oneStep = 1.2533 * errors[0] / Math.Max(1, counts[0]);
        var assumed = ScaleWeight * ScaleAssumed * ScaleAssumed;
        return (
            Math.Exp(score / Horizons.Length),
            Math.Sqrt(((oneStep * oneStep * counts[0]) + assumed) / (counts[0] + ScaleWeight)),
            filter.State);
    }
}
