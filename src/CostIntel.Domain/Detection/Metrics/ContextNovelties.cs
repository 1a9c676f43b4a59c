namespace CostIntel.Domain.Detection.Metrics;

/// <summary>How new the last values are as a sequence, in five lengths: the shorter, the finer its bands.</summary>
internal struct ContextNovelties
{
    private RangeNovelty _values;
    private ContextNovelty _one;
    private ContextNovelty _two;
    private ContextNovelty _three;
    private ContextNovelty _four;
    private ContextNovelty _six;

    /// <summary>Starts at a first value.</summary>
    public static ContextNovelties Start(double value) => new()
    {
        _values = RangeNovelty.Start(value),
        _one = ContextNovelty.Start(1, 40),
        _two = ContextNovelty.Start(2, 12),
        _three = ContextNovelty.Start(3, 8),
        _four = ContextNovelty.Start(4, 6),
        _six = ContextNovelty.Start(6, 4),
    };

    /// <summary>The sum over all lengths, each at most 1.</summary>
    /// <param name="value">What was measured.</param>
    /// <param name="means">Its means; longer sequences are of these, or noise would make each of them new.</param>
    public double Step(double value, in Means means)
    {
        var sum = Weigh(_one.Step(value, _values))
            + Weigh(_two.Step(value, _values))
            + Weigh(_three.Step(means.Fastest, _values))
            + Weigh(_four.Step(means.Fast, _values))
            + Weigh(_six.Step(means.Fast, _values));
        _values.Step(value);
        return sum;
    }

    private static double Weigh(double novelty) => 2 * novelty / (1 + (2 * novelty));
}
