using System.Runtime.CompilerServices;

namespace CostIntel.Domain.Detection.Costs;

/// <summary>
/// What is known of one series: its level, season, noise and habits. A plain value: a copy is another model, and its bytes
/// are its stored form.
/// </summary>
/// <remarks>
/// Works on y = ln(x + 0.012 m), m the mean of |x|: costs are multiplicative, and zeros stay finite. Expected is a level plus
/// a season; what a slot may teach is bounded by the usual noise, so that an anomaly does not become normal at once.
/// </remarks>
internal partial struct CostModel
{
    private const double Floor = 0.012;
    private const double NoiseMin = 0.012;
    private const double FirstNoise = 0.25;
    private const double OftenZero = 0.03;
    private const double SeldomZero = 0.02;
    private const double Clip = 8;
    private const double Huge = 60;
    private const double Noticeable = 0.12;
    private const double OrdinaryChange = 4;
    private const double AnnouncedRate = 0.12;
    private const int HoursPerDay = 24;

    private static readonly TailBounds ZBounds = new(2.2, 5, 0.4, 1);
    private static readonly TailBounds MeanBounds = new(2, 10, 0.4, 1.5);
    private static readonly TailBounds LeakBounds = new(0.5, 4, 0.1, 0.6);
    private static readonly TailBounds ShortRatioBounds = new(0.3, 2.5, 0.1, 0.5);
    private static readonly TailBounds RatioBounds = new(0.15, 1.2, 0.05, 0.3);

    private SeriesStep _step;
    private int _count;
    private int _slot;
    private double _last;
    private float _mean;
    private float _fastMean;
    private float _shortMean;
    private float _drift;
    private int _levelSince;
    private float _top;
    private float _level;
    private float _zeroShare;
    private float _sameShare;
    private int _run;
    private float _z1;
    private float _z2;
    private float _z3;
    private float _fastLevel;
    private float _slowLevel;
    private float _surprise;
    private float _surpriseMean;
    private float _oldLevel;
    private int _oldUntil;
    private int _learnFrom;
    private int _learnUntil;
    private RobustScale _scale;
    private HourScales _hourScales;
    private SeasonProfile _season;
    private MonthEnd _monthEnd;
    private Tails _tails;

    /// <summary>A model that knows nothing.</summary>
    public static CostModel Start(SeriesStep step)
    {
        var model = new CostModel { _step = step, _scale = RobustScale.Start(FirstNoise), _learnUntil = int.MinValue, _oldUntil = int.MinValue };
        for (var i = 0; i < HoursPerDay; i++)
        {
            model._hourScales[i] = RobustScale.Start(FirstNoise);
        }

        model._tails[0] = TailCalibration.Start(2.6, 0.5);
        model._tails[1] = TailCalibration.Start(2.4, 0.45);
        model._tails[2] = TailCalibration.Start(2.4, 0.45);
        model._tails[3] = TailCalibration.Start(2.4, 0.45);
        model._tails[4] = TailCalibration.Start(0.6, 0.15);
        model._tails[5] = TailCalibration.Start(0.5, 0.15);
        model._tails[6] = TailCalibration.Start(0.8, 0.2);
        return model;
    }

    /// <summary>The last slot it has seen.</summary>
    public readonly int Slot => _slot;

    /// <summary>How many slots it has seen.</summary>
    public readonly int Count => _count;

    private readonly int Warm => _step == SeriesStep.Hour ? 48 : 10;

    /// <summary>What is expected of a slot.</summary>
    public readonly CostExpectation Expect(int slot)
    {
        if (_count == 0)
        {
            return new(0, 0, 0);
        }

        var bin = SeasonProfile.BinOf(slot, _step);
        var (usual, noise) = (_level + _season.Of(bin, _step) + _monthEnd.Of(slot, _step), Noise(bin));
        return new(Natural(usual), Math.Max(0, Natural(usual - (2 * noise))), Natural(usual + (2 * noise)));
    }

    /// <summary>From here on the series may have another level, which it is to learn quickly.</summary>
    public void Announce(int slot) =>
        (_learnFrom, _learnUntil) = (slot, slot + (_step == SeriesStep.Hour ? 48 : 3));

    private readonly bool IsAnnounced(int slot) => slot >= _learnFrom && slot <= _learnUntil;

    /// <summary>Judges the total of the next slot, and learns from it.</summary>
    public CostJudgement Step(int slot, double total)
    {
        var judged = Judge(slot, total);
        Learn(slot, total, judged);
        return judged;
    }

    private readonly double Noise(int bin)
    {
        var noise = _step == SeriesStep.Hour
            ? (0.5 * _scale.Value) + (0.5 * _hourScales[bin % HoursPerDay].Value)
            : _scale.Value;
        return _season.Seen(bin) switch
        {
            0 => (noise * 1.6) + 0.25,
            1 => (noise * 1.25) + 0.05,
            2 => noise * 1.12,
            _ => noise,
        };
    }

    private readonly double Natural(double y) => Math.Max(0, Math.Exp(Math.Min(y, 60)) - (Floor * _mean));

    [InlineArray(HoursPerDay)]
    private struct HourScales
    {
        private RobustScale _first;
    }

    [InlineArray(7)]
    private struct Tails
    {
        private TailCalibration _first;
    }
}
