using System.Runtime.CompilerServices;

namespace CostIntel.Domain.Detection.Metrics;

/// <summary>
/// A bank of independent novelties with equal weights: each looks at another view of the series, and their sum is the
/// strength of a point. A plain value; its bytes are its stored form.
/// </summary>
/// <remarks>
/// Views: the value, its exponential means over about 2 to 50 points, their differences, its logarithm, ratios of means, and
/// residuals by hour of week and day. A novelty n counts 2n / (1 + 2n), so that no single one decides.
/// </remarks>
internal struct MetricModel
{
    private const int RangeCount = 25;
    private const int Warm = 200;
    private const double Tiny = 1e-9;
    private const double Endless = 1e9;

    private long _count;
    private Means _means;
    private Means _logs;
    private Means _sizes;
    private double _weekFast;
    private double _weekSlow;
    private double _dayFast;
    private double _daySlow;
    private double _usual;
    private TimeProfile _profile;
    private Ranges _ranges;
    private RangeNovelty _values;
    private ContextNovelty _one;
    private ContextNovelty _two;
    private ContextNovelty _three;
    private ContextNovelty _four;
    private ContextNovelty _six;
    private Rarity _rarity;
    private HoldOff _holdOff;

    /// <summary>How many points it has seen.</summary>
    public readonly long Count => _count;

    /// <summary>True while it has seen little.</summary>
    public readonly bool IsLearning => _count < Warm;

    /// <summary>What is expected at a time.</summary>
    public readonly double Expect(long unixSeconds) => _profile.OfWeek(unixSeconds) ?? _means.Slow;

    /// <summary>The usual distance from that.</summary>
    public readonly double Usual => _usual;

    /// <summary>The strength of a point, from which it learns.</summary>
    public double Step(long unixSeconds, double value)
    {
        var log = Math.Sign(value) * Math.Log(1 + Math.Abs(value));
        if (_count == 0)
        {
            Start(unixSeconds, value, log);
            return 0;
        }

        var sum = Novelty(unixSeconds, value, log);
        _count++;
        var strength = sum * Math.Min(1, (double)_count / Warm);
        var rarity = Math.Max(0, _rarity.Step(strength) - 1);
        return _holdOff.Step(strength * Math.Sqrt(rarity));
    }

    private static double Weigh(double novelty) => novelty switch
    {
        <= 0 => 0,
        >= Endless => 1,
        _ => 2 * novelty / (1 + (2 * novelty)),
    };

    private void Start(long unixSeconds, double value, double log)
    {
        _means = Means.Start(value);
        _logs = Means.Start(log);
        _sizes = Means.Start(Math.Abs(value));
        _profile.Learn(unixSeconds, value);
        _values = RangeNovelty.Start(value);
        (_one, _two, _three) = (ContextNovelty.Start(1, 40), ContextNovelty.Start(2, 12), ContextNovelty.Start(3, 8));
        (_four, _six) = (ContextNovelty.Start(4, 6), ContextNovelty.Start(6, 4));
        _holdOff = HoldOff.Start();
        _count = 1;
    }

    private double Novelty(long unixSeconds, double value, double log)
    {
        var week = value - (_profile.OfWeek(unixSeconds) ?? _means.Slow);
        var day = value - (_profile.OfDay(unixSeconds) ?? value);
        _profile.Learn(unixSeconds, value);
        _means.Learn(value);
        _logs.Learn(log);
        _sizes.Learn(Math.Abs(value));
        _weekFast += 0.2 * (week - _weekFast);
        _weekSlow += 0.05 * (week - _weekSlow);
        _dayFast += 0.2 * (day - _dayFast);
        _daySlow += 0.02 * (day - _daySlow);
        _usual += Math.Max(0.01, 1.0 / _count) * (Math.Abs(week) - _usual);
        var sum = RangeNovelties(value, log, week, day) + ContextNovelties(value);
        _values.Step(value);
        return sum;
    }

    private double RangeNovelties(double value, double log, double week, double day)
    {
        ReadOnlySpan<double> views =
        [
            value, _means.Fastest, _means.Fast, _means.Slow, _means.Slowest,
            value - _means.Fastest, _means.Fastest - _means.Fast, _means.Fast - _means.Slow, _means.Slow - _means.Slowest,
            value - _means.Slowest, _means.Fastest - _means.Slowest,
            log, _logs.Fastest, _logs.Fast, _logs.Slow, log - _logs.Slow,
            Ratio(_sizes.Fastest, _sizes.Slow), Ratio(_sizes.Fast, _sizes.Slowest), Ratio(_sizes.Slow, _sizes.Slowest),
            week, _weekFast, _weekSlow,
            day, _dayFast, _daySlow,
        ];
        var sum = 0.0;
        for (var i = 0; i < RangeCount; i++)
        {
            if (_count == 1)
            {
                _ranges[i] = RangeNovelty.Start(views[i]);
                continue;
            }

            sum += Weigh(_ranges[i].Step(views[i]));
        }

        return sum;
    }

    private double ContextNovelties(double value) =>
        Weigh(_one.Step(value, _values))
        + Weigh(_two.Step(value, _values))
        + Weigh(_three.Step(_means.Fastest, _values))
        + Weigh(_four.Step(_means.Fast, _values))
        + Weigh(_six.Step(_means.Fast, _values));

    private static double Ratio(double fast, double slow) => Math.Log((fast + Tiny) / (slow + Tiny));

    /// <summary>Exponential means over about 2, 5, 20 and 50 points.</summary>
    private struct Means
    {
        public double Fastest;
        public double Fast;
        public double Slow;
        public double Slowest;

        public static Means Start(double value) => new() { Fastest = value, Fast = value, Slow = value, Slowest = value };

        public void Learn(double value)
        {
            Fastest += 0.5 * (value - Fastest);
            Fast += 0.2 * (value - Fast);
            Slow += 0.05 * (value - Slow);
            Slowest += 0.02 * (value - Slowest);
        }
    }

    [InlineArray(RangeCount)]
    private struct Ranges
    {
        private RangeNovelty _first;
    }
}
