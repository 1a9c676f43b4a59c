namespace CostIntel.Domain.Forecasting;

/// <summary>
/// How large errors have been, in standard deviations that the model had reckoned with, by how far ahead they were made.
/// </summary>
/// <remarks>
/// A band is as wide as the errors of this series' own back-casts were (conformal prediction), mixed with what errors of
/// such series usually are: the fewer back-casts do not overlap, the more the usual counts.
/// </remarks>
internal sealed class ErrorScores(UsualErrors usual)
{
    private const double UsualWeight = 8;
    private static readonly int[] BucketEnds = [2, 7, 21, 50, Forecaster.DaysAheadMax];

    private readonly List<double>[] _scores = [.. BucketEnds.Select(_ => new List<double>())];
    private readonly int[] _originCounts = new int[BucketEnds.Length];
    private readonly int[] _lastOrigins = [.. BucketEnds.Select(_ => -1)];
    private int _originStep = 1;
    private int _historyDays;

    /// <summary>In which groups errors are looked at, by days ahead: the last of each.</summary>
    public static IReadOnlyList<int> Buckets => BucketEnds;

    /// <summary>Tells how far apart back-casts begin and how long the history is.</summary>
    public void Describe(int originStep, int historyDays) => (_originStep, _historyDays) = (originStep, historyDays);

    /// <summary>Adds one error.</summary>
    /// <param name="origin">The number of the back-cast; ascending.</param>
    /// <param name="ahead">Days ahead, 1 to 90.</param>
    /// <param name="score">The error's size in standard deviations.</param>
    public void Add(int origin, int ahead, double score)
    {
        var bucket = BucketOf(ahead);
        _scores[bucket].Add(score);
        if (_lastOrigins[bucket] != origin)
        {
            _lastOrigins[bucket] = origin;
            _originCounts[bucket]++;
        }
    }

    /// <summary>By how many standard deviations a band of a level reaches to each side, for every day ahead.</summary>
    public double[] Factors(double level)
    {
        var deviations = Normal.HalfWidth(level);
        var factors = new double[BucketEnds.Length];
        for (var bucket = 0; bucket < factors.Length; bucket++)
        {
            factors[bucket] = Factor(bucket, level, usual.At(bucket, deviations, _historyDays));
        }

        var all = new double[Forecaster.DaysAheadMax];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = Between(factors, i + 1);
        }

        return all;
    }

    private static int BucketOf(int ahead) => Array.FindIndex(BucketEnds, end => ahead <= end);

    private static double Middle(int bucket) =>
        bucket == 0 ? 1 : Math.Sqrt(BucketEnds[bucket - 1] * (double)BucketEnds[bucket]);

    // From the middle of one bucket to that of the next, in equal steps of the horizon's logarithm.
    private static double Between(double[] factors, int ahead)
    {
        var above = 0;
        while (above < factors.Length && Middle(above) < ahead)
        {
            above++;
        }

        if (above == 0 || above == factors.Length)
        {
            return factors[Math.Min(above, factors.Length - 1)];
        }

        var share = Math.Log(ahead / Middle(above - 1)) / Math.Log(Middle(above) / Middle(above - 1));
        return factors[above - 1] + (share * (factors[above] - factors[above - 1]));
    }

    private double Factor(int bucket, double level, double expected)
    {
        var scores = _scores[bucket];
        if (scores.Count == 0)
        {
            return expected;
        }

        scores.Sort();
        var seen = RobustStatistics.Quantile(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(scores), level);
        var apart = Math.Min(_originCounts[bucket], 1 + (_originCounts[bucket] * _originStep / Middle(bucket)));
        var share = apart / (apart + UsualWeight);
        return Math.Exp((share * Math.Log(Math.Max(seen, expected / 10))) + ((1 - share) * Math.Log(expected)));
    }
}
