namespace CostIntel.Domain.Detection.Metrics;

/// <summary>
/// A bank of independent novelties with equal weights: each looks at another view of the series, and their sum is the
/// strength of a point. A plain value; its bytes are its stored form.
/// </summary>
internal struct MetricModel
{
    private const int Warm = 400;
    private const int FirstPoints = 100;

    private long _count;
    private double _usual;
    private LevelViews _levels;
    private SeasonViews _seasons;
    private JumpViews _jumps;
    private TimeProfile _profile;
    private ViewNovelties _novelties;
    private ContextNovelties _contexts;
    private Rarity _rarity;
    private HoldOff _holdOff;

    /// <summary>How many points it has seen.</summary>
    public readonly long Count => _count;

    /// <summary>True while it has seen little.</summary>
    public readonly bool IsLearning => _count < Warm;

    /// <summary>What is expected at a time.</summary>
    public readonly double Expect(long unixSeconds) => _profile.OfWeek(unixSeconds) ?? _levels.Values.Slow;

    /// <summary>The usual distance from that.</summary>
    public readonly double Usual => _usual;

    /// <summary>The strength of a point, from which it learns.</summary>
    public double Step(long unixSeconds, double value)
    {
        if (_count == 0)
        {
            Start(unixSeconds, value);
            return 0;
        }

        var sum = Novelty(unixSeconds, value);
        _count++;
        var strength = sum * Trust();
        var rarity = Math.Max(0, _rarity.Step(strength) - 1);
        return _holdOff.Step(strength * Math.Sqrt(rarity));
    }

    // What is new to a young detector says little, and next to nothing within its first points.
    private readonly double Trust() =>
        Math.Sqrt(Math.Min(1, (double)_count / Warm)) * Math.Min(1, (double)_count / FirstPoints);

    private void Start(long unixSeconds, double value)
    {
        _levels = LevelViews.Start(value);
        _jumps = JumpViews.Start(value);
        _profile.Learn(unixSeconds, value, value);
        _contexts = ContextNovelties.Start(value);
        _holdOff = HoldOff.Start();
        _count = 1;
    }

    private double Novelty(long unixSeconds, double value)
    {
        Span<double> views = stackalloc double[ViewNovelties.Count];
        var residual = _profile.Learn(unixSeconds, value, _levels.Values.Slow);
        _levels.Step(value, views);
        _seasons.Step(residual, views[LevelViews.Count..]);
        _jumps.Step(value, _count, views[(LevelViews.Count + SeasonViews.Count)..]);
        _usual += Math.Max(0.01, 1.0 / _count) * (Math.Abs(residual.Week) - _usual);
        return _novelties.Step(views, _count) + _contexts.Step(value, _levels.Values);
    }
}
