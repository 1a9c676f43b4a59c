namespace CostIntel.Domain.Detection.Metrics;

/// <summary>Exponential means over about 2, 5, 20 and 50 points.</summary>
internal struct Means
{
    public double Fastest;
    public double Fast;
    public double Slow;
    public double Slowest;

    /// <summary>Starts at a first value.</summary>
    public static Means Start(double value) => new() { Fastest = value, Fast = value, Slow = value, Slowest = value };

    /// <summary>Moves towards a value.</summary>
    public void Learn(double value)
    {
        Fastest += 0.5 * (value - Fastest);
        Fast += 0.2 * (value - Fast);
        Slow += 0.05 * (value - Slow);
        Slowest += 0.02 * (value - Slowest);
    }
}
