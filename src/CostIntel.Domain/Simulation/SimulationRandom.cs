namespace CostIntel.Domain.Simulation;

/// <summary>
/// Numbers drawn by lot: the same seed gives the same numbers on every machine and version of .NET. SplitMix64.
/// </summary>
public sealed class SimulationRandom(ulong seed)
{
    private const double Unit = 1.0 / (1UL << 53);
    // Above it, knowing the count to a tenth is enough, and multiplying so many numbers is not worth it.
    private const double PoissonMax = 50;

    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>From 0 up to but not including 1, evenly.</summary>
    public double Uniform() => (Next() >> 11) * Unit;

    /// <summary>Normally distributed, of mean 0 and deviation 1.</summary>
    public double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>How often something happens that happens so often on average.</summary>
    public int Poisson(double mean)
    {
        if (mean > PoissonMax)
        {
            return Math.Max(0, (int)Math.Round(Math.Min(mean + (Math.Sqrt(mean) * Normal()), int.MaxValue / 2)));
        }

        var (limit, product, count) = (Math.Exp(-mean), Uniform(), 0);
        while (product > limit)
        {
            product *= Uniform();
            count++;
        }

        return count;
    }
}
