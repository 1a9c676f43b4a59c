namespace CostIntel.Domain.Detection.Metrics;

/// <summary>How high a series is, over a few horizons: as it is, in decades, and against its own past.</summary>
internal struct LevelViews
{
    /// <summary>How many views it has.</summary>
    public const int Count = 12;

    private const double Tiny = 1e-9;

    private Means _values;
    private Means _logs;
    private Means _sizes;

    /// <summary>Means of the value.</summary>
    public readonly Means Values => _values;

    /// <summary>Starts at a first value.</summary>
    public static LevelViews Start(double value) => new()
    {
        _values = Means.Start(value),
        _logs = Means.Start(SignedLog(value)),
        _sizes = Means.Start(Math.Abs(value)),
    };

    /// <summary>Takes a value, and writes what it looks like.</summary>
    public void Step(double value, Span<double> views)
    {
        var log = SignedLog(value);
        _values.Learn(value);
        _logs.Learn(log);
        _sizes.Learn(Math.Abs(value));
        ReadOnlySpan<double> seen =
        [
            value, _values.Fast, _values.Slow, _values.Slowest,
            value - _values.Slowest, _values.Fast - _values.Slow, _values.Slow - _values.Slowest,
            log, _logs.Fast, log - _logs.Slow,
            Ratio(_sizes.Fast, _sizes.Slowest), Ratio(_sizes.Slow, _sizes.Slowest),
        ];
        seen.CopyTo(views);
    }

    private static double SignedLog(double value) => Math.Sign(value) * Math.Log(1 + Math.Abs(value));

    private static double Ratio(double fast, double slow) => Math.Log((fast + Tiny) / (slow + Tiny));
}
