namespace CostIntel.Bench.Detection.Costs;

internal enum Workload
{
    Steady,
    Office,
    Web,
    Batch,
    Storage,
    Serverless,
    Transfer,
}

/// <summary>How the cost of a kind of workload goes over the week, and how it varies.</summary>
internal sealed class ScenarioShape
{
    private readonly double _night;
    private readonly int _open;
    private readonly int _close;
    private readonly double _amplitude;
    private readonly double _phase;
    private readonly int _length;

    // The order of the draws is part of the format.
    public ScenarioShape(ScenarioRandom random)
    {
        Workload = (Workload)random.Weighted(20, 20, 25, 12, 10, 8, 5);
        Weekend = random.Range(0.25, 0.95);
        _night = random.Range(0.05, 0.5);
        _open = random.Int(6, 10);
        _close = random.Int(16, 21);
        _amplitude = random.Range(0.15, 0.6);
        _phase = random.Range(5, 11);
        Peak = random.Range(2.5, 8);
        _length = random.Int(1, 5);
        if (Workload == Workload.Batch)
        {
            _open = random.Int(0, 23);
            _night = random.Range(0, 0.3);
        }

        Level = random.LogRange(0.02, 40);
        Growth = random.Uniform() < 0.6 ? random.Range(-0.05, 0.18) : 0;
        Growth = Workload == Workload.Storage ? random.Range(0.02, 0.35) : Growth;
        DrawNoise(random);
    }

    public Workload Workload { get; }

    public double Weekend { get; }

    public double Peak { get; }

    /// <summary>Dollars an hour.</summary>
    public double Level { get; }

    /// <summary>Within 30 days.</summary>
    public double Growth { get; }

    /// <summary>Standard deviation of its logarithm.</summary>
    public double Noise { get; private set; }

    /// <summary>Correlation of the noise from hour to hour.</summary>
    public double Memory { get; private set; }

    /// <summary>Expected cost at an hour, about 1 in the mean.</summary>
    /// <param name="hour">Hour of the day.</param>
    /// <param name="day">Day of the week, Monday is 0.</param>
    public double At(int hour, int day)
    {
        var ofDay = day < 5 ? 1 : Weekend;
        return Workload switch
        {
            Workload.Office => _night + ((1 - _night) * Open(hour) * ofDay),
            Workload.Web => ofDay * (1 + (_amplitude * Math.Sin(2 * Math.PI * (hour - _phase) / 24))
                + (0.3 * _amplitude * Math.Sin(4 * Math.PI * (hour - _phase) / 24))),
            Workload.Batch => ((hour - _open + 24) % 24 < _length ? Peak : _night) * ofDay,
            _ => 1,
        };
    }

    private double Open(int hour) =>
        1.0 / (1 + Math.Exp(-(hour - _open) * 2.2)) * 1.0 / (1 + Math.Exp((hour - _close) * 2.2));

    private void DrawNoise(ScenarioRandom random)
    {
        (double From, double To)[] noises =
            [(0.002, 0.02), (0.02, 0.08), (0.03, 0.12), (0.03, 0.12), (0.001, 0.006), (0.3, 0.8), (0.25, 0.6)];
        var drawn = Array.ConvertAll(noises, noise => random.Range(noise.From, noise.To));
        Noise = drawn[(int)Workload];
        var (web, transfer, other) = (random.Range(0.3, 0.8), random.Range(0.5, 0.9), random.Range(0, 0.3));
        Memory = Workload switch { Workload.Web => web, Workload.Transfer => transfer, _ => other };
    }
}
