namespace CostIntel.Bench.Detection.Costs;

/// <summary>SplitMix64 with a key of several numbers: the same key, the same numbers, in any language.</summary>
internal sealed class ScenarioRandom
{
    private const ulong Increment = 0x9E3779B97F4A7C15;
    private const ulong MixA = 0xBF58476D1CE4E5B9;
    private const ulong MixB = 0x94D049BB133111EB;

    private ulong _state = Increment;

    public ScenarioRandom(params ReadOnlySpan<int> key)
    {
        foreach (var part in key)
        {
            _state = unchecked((_state ^ (ulong)(long)part) * MixA);
            Next();
        }
    }

    public ulong Next()
    {
        unchecked
        {
            _state += Increment;
            var mixed = (_state ^ (_state >> 30)) * MixA;
            mixed = (mixed ^ (mixed >> 27)) * MixB;
            return mixed ^ (mixed >> 31);
        }
    }

    /// <summary>Uniform from 0 to 1.</summary>
    public double Uniform() => (Next() >> 11) / 9007199254740992.0;

    public double Range(double from, double to) => from + ((to - from) * Uniform());

    /// <summary>A whole number, both ends included.</summary>
    public int Int(int from, int to) => from + (int)(Next() % (ulong)(to - from + 1));

    public double Gauss()
    {
        var uniform = Math.Max(Uniform(), 1e-300);
        return Math.Sqrt(-2 * Math.Log(uniform)) * Math.Cos(2 * Math.PI * Uniform());
    }

    public double LogRange(double from, double to) => Math.Exp(Range(Math.Log(from), Math.Log(to)));

    public int Poisson(double mean)
    {
        var (least, count, product) = (Math.Exp(-mean), 0, 1.0);
        while (true)
        {
            product *= Uniform();
            if (product <= least)
            {
                return count;
            }

            count++;
        }
    }

    /// <summary>The index of a weight, as often as it is heavy.</summary>
    public int Weighted(params ReadOnlySpan<int> weights)
    {
        var sum = 0;
        foreach (var weight in weights)
        {
            sum += weight;
        }

        var rest = Uniform() * sum;
        for (var i = 0; i < weights.Length; i++)
        {
            rest -= weights[i];
            if (rest < 0)
            {
                return i;
            }
        }

        return weights.Length - 1;
    }
}
