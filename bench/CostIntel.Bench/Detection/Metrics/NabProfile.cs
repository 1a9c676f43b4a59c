namespace CostIntel.Bench.Detection.Metrics;

/// <summary>What a found anomaly, a missed one and a false detection count; the benchmark has three of them.</summary>
internal readonly record struct NabProfile(double Found, double Missed, double False)
{
    public static NabProfile Standard { get; } = new(1, 1, 0.11);

    public static NabProfile LowFalsePositives { get; } = new(1, 1, 0.22);

    public static NabProfile LowFalseNegatives { get; } = new(1, 2, 0.11);
}
