using System.Runtime.CompilerServices;

namespace CostIntel.Domain.Detection.Costs;

/// <summary>
/// What is known of one series: its level, season, noise and habits. A plain value: a copy is another model, and its
/// bytes are its stored form.
/// </summary>
/// <remarks>
/// Works on y = ln(x + 0.012 m), m the mean of |x|: costs are multiplicative, and zeros stay finite. Expected is a
/// level plus a season; what a slot may teach is bounded by the usual noise, so that an anomaly does not become normal
/// at once.
/// </remarks>
internal partial struct CostModel
{
    private const double Floor = 0.012;
    private const double NoiseMin = 0.012;
    private const double FirstNoise = 0.25;
    // What is unknown of a time of the week that was seen once, on the log scale.
    private const double UnsettledHour = 0.06;
    private const double UnsettledDay = 0.03;
    private const double OftenZero = 0.03;
    private const double Clip = 8;
    private const int HoursPerDay = 24;

    private static readonly TailBounds ZBounds = new(2.2, 5, 0.4, 1);

    private SeriesStep _step;
    private int _count;
    private double _last;
    private float _mean;
    private float _fastMean;
    private float _top;
    private float _drift;
    private float _level;
    private float _fastLevel;
    private float _slowLevel;
    private int _levelSince;
    private float _surprise;
    private float _surpriseMean;
    private float _oldLevel;
    private int _oldUntil;
    private int _learnFrom;
    private int _learnUntil;
    private RareRun _zeros;
    private RareRun _repeats;
    private RobustScale _scale;
    private HourScales _hourScales;
    private SeasonProfile _season;
    private MonthEnd _monthEnd;
    private MonthlyCharges _charges;
    private Episode _episode;
    private Persistence _persistence;
    private Excursions _bursts;
    private Excursions _leaks;
    private Excursions _surges;
    private Tails _tails;

    /// <summary>A model that knows nothing.</summary>
    public static CostModel Start(SeriesStep step)
    {
        var model = new CostModel
        {
            _step = step,
            _learnUntil = int.MinValue,
            _oldUntil = int.MinValue,
            _scale = RobustScale.Start(FirstNoise),
            _season = SeasonProfile.Start(step),
            _persistence = Persistence.Start(),
            _bursts = Excursions.Start(6, 3),
            _leaks = step == SeriesStep.Hour ? Excursions.Start(2, 2) : Excursions.Start(0.2, 0.1),
            _surges = Excursions.Start(6, 3),
        };
        for (var i = 0; i < HoursPerDay; i++)
        {
            model._hourScales[i] = RobustScale.Start(FirstNoise);
        }

        model._tails[0] = TailCalibration.Start(2.6, 0.5);
        model._tails[1] = model._tails[0];
        return model;
    }

    /// <summary>How many slots it has seen.</summary>
    public readonly int Count => _count;

    private readonly int SeasonSlots => _step == SeriesStep.Hour ? 24 : 7;

    private readonly int Warm => _step == SeriesStep.Hour ? 48 : 10;

    private readonly int BurstWarm => 3 * Warm;

    private readonly int LeakWarm => _step == SeriesStep.Hour ? 336 : 28;

    /// <summary>What is expected of a slot.</summary>
    public readonly CostExpectation Expect(int slot)
    {
        if (_count == 0)
        {
            return new(0, 0, 0);
        }

        var bin = SeasonProfile.BinOf(slot, _step);
        var (usual, noise) = (Usual(slot, bin), Noise(bin));
        return new(Natural(usual), Math.Max(0, Natural(usual - (2 * noise))), Natural(usual + (2 * noise)));
    }

    /// <summary>From here on the series may have another level, which it is to learn quickly.</summary>
    public void Announce(int slot) =>
        (_learnFrom, _learnUntil) = (slot, slot + (_step == SeriesStep.Hour ? 48 : 3));

    /// <summary>Judges the total of the next slot, and learns from it.</summary>
    public CostJudgement Step(int slot, double total)
    {
        var judged = Judge(slot, total);
        Learn(slot, total, judged);
        return judged;
    }

    private readonly bool IsAnnounced(int slot) => slot >= _learnFrom && slot <= _learnUntil;

    private readonly double Rate(double hourly) => _step == SeriesStep.Hour ? hourly : Math.Min(1, hourly * 5);

    private readonly double Usual(int slot, int bin) => _level + _season.Of(bin, _step) + _monthEnd.Of(slot, _step);

    // What is known of a time of the week from a few weeks is uncertain itself.
    private readonly double Noise(int bin)
    {
        var noise = _step == SeriesStep.Hour
            ? (0.5 * _scale.Value) + (0.5 * _hourScales[bin % HoursPerDay].Value)
            : _scale.Value;
        var seen = _season.Seen(bin);
        var unsettled = _step == SeriesStep.Hour ? UnsettledHour : UnsettledDay;
        return seen == 0 ? (noise * 1.6) + 0.25 : (noise * Math.Sqrt(1 + (1.0 / seen))) + (unsettled / seen);
    }

    private readonly double Log(double total) => Math.Log(Math.Max(total, 0) + (Floor * _mean) + 1e-12);

    private readonly double Natural(double y) => Math.Max(0, Math.Exp(Math.Min(y, 60)) - (Floor * _mean));

    [InlineArray(HoursPerDay)]
    private struct HourScales
    {
        private RobustScale _first;
    }

    [InlineArray(2)]
    private struct Tails
    {
        private TailCalibration _first;
    }
}
