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
internal struct CostModel
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

    /// <summary>Judges the total of a slot.</summary>
    public readonly CostJudgement Judge(int slot, double total)
    {
        var bin = SeasonProfile.BinOf(slot, _step);
        var (usual, noise) = (_level + _season.Of(bin, _step) + _monthEnd.Of(slot, _step), Noise(bin));
        var residual = total > 0 || (total == 0 && !IsOftenZero) ? Log(total) - usual : 0;
        var judged = new CostJudgement
        {
            Bin = bin,
            Expected = _count == 0 ? total : Natural(usual),
            Residual = residual,
            Z = residual / noise,
            Noise = noise,
            Slot = slot,
        };
        if (_count < Warm)
        {
            JudgeYoung(total, ref judged);
        }
        else if (total == 0)
        {
            JudgeZero(ref judged);
        }
        else if (total > 0)
        {
            JudgeRise(total, ref judged);
        }

        return judged;
    }

    private readonly bool IsOftenZero => _zeroShare > OftenZero;

    private readonly double Log(double total) => Math.Log(Math.Max(total, 0) + (Floor * _mean) + 1e-12);

    // A series that nobody knows yet: only what is many times all that was seen.
    private readonly void JudgeYoung(double total, ref CostJudgement judged)
    {
        if (_count >= 2 && _top > 0 && total > Huge * _top)
        {
            judged.Decades = 6 + (2 * Math.Log10(total / (Huge * _top)));
            judged.Signal = CostSignal.FirstSeen;
        }
    }

    private readonly void JudgeZero(ref CostJudgement judged)
    {
        if (_zeroShare < SeldomZero && judged.Expected > 0)
        {
            judged.Decades = 4.2 + Math.Log10(Math.Max(1, _count)) - (_zeroShare * 100);
            judged.Signal = CostSignal.DropToZero;
        }
    }

    private readonly void JudgeRise(double total, ref CostJudgement judged)
    {
        var z = judged.Z;
        var clipped = Math.Clamp(z, -Clip, Clip);
        judged.S1 = _z1 + (0.35 * (clipped - _z1));
        judged.S2 = _z2 + (0.07 * (clipped - _z2));
        judged.S3 = _z3 + (0.02 * (clipped - _z3));
        if (IsAnnounced(judged.Slot) && total < OrdinaryChange * judged.Expected)
        {
            return;
        }

        var isRecovery = judged.Slot <= _oldUntil && Math.Abs(Log(total) - _oldLevel - _season.Of(judged.Bin, _step)) < 3 * judged.Noise;
        if (isRecovery)
        {
            return;
        }

        Weigh(_tails[0].Decades(z), CostSignal.Spike, ref judged);
        if (z < 1)
        {
            // What the means still carry is over.
            return;
        }

        WeighMean(0.9, 1, judged.S1, 0.46, CostSignal.Surge, ref judged);
        WeighMean(0.8, 2, judged.S2, 0.19, CostSignal.Surge, ref judged);
        WeighMean(0.7, 3, judged.S3, 0.1, CostSignal.LevelShift, ref judged);
        if (_count > 7 * Warm)
        {
            Weigh(0.8 * _tails[4].Decades(Leak), CostSignal.SlowLeak, ref judged);
            Weigh(0.8 * _tails[5].Decades(Ratio), CostSignal.Surge, ref judged);
            Weigh(0.8 * _tails[6].Decades(ShortRatio(total)), CostSignal.Spike, ref judged);
        }

        if (total == _last && _sameShare < 0.01 && _run >= 3)
        {
            Weigh(3 + _run, CostSignal.StuckMeter, ref judged);
        }
    }

    private readonly double ShortRatio(double total) =>
        Math.Log((_shortMean + (0.4 * (total - _shortMean)) + 1e-9) / (_mean + 1e-9));

    private readonly double Ratio => Math.Log((_fastMean + 1e-9) / (_mean + 1e-9));

    private readonly double Leak => (_fastLevel - _slowLevel) / Math.Max(_scale.Value, 0.03);

    private readonly void WeighMean(
        double weight, int tail, double mean, double deviation, CostSignal signal, ref CostJudgement judged)
    {
        if (judged.Z >= 0.5 * mean && judged.Z >= 2 && judged.S1 >= 1.5)
        {
            var size = Math.Min(1, mean * judged.Noise / Noticeable);
            Weigh(size * weight * _tails[tail].Decades(mean / deviation), signal, ref judged);
        }
    }

    private static void Weigh(double decades, CostSignal signal, ref CostJudgement judged)
    {
        if (decades > judged.Decades)
        {
            (judged.Decades, judged.Signal) = (decades, signal);
        }
    }

    private void Learn(int slot, double total, in CostJudgement judged)
    {
        _slot = slot;
        if (total < 0)
        {
            return;
        }

        LearnHabits(total);
        if (total == 0 && (IsOftenZero || _count >= Warm))
        {
            _count++;
            return;
        }

        if (_count == 0)
        {
            _level = (float)Log(total);
            (_fastLevel, _slowLevel) = (_level, _level);
            _count = 1;
            return;
        }

        LearnLevel(slot, judged);
        LearnTails(judged);
        _count++;
    }

    private void LearnHabits(double total)
    {
        var bounded = _count < 3 ? total : Math.Min(total, (6 * _mean) + (0.02 * total));
        _mean += (float)(Math.Max(1.0 / (_count + 1), Rate(1.0 / 300)) * (bounded - _mean));
        _fastMean += (float)(Math.Max(1.0 / (_count + 1), Rate(0.1)) * (Math.Min(total, _count < 3 ? total : 10 * _mean) - _fastMean));
        _shortMean += (float)(0.4 * (Math.Min(total, _count < 3 ? total : 30 * _mean) - _shortMean));
        _top = (float)Math.Max(_top * 0.995, total);
        var habit = (float)Math.Max(1.0 / (_count + 1), Rate(1.0 / 240));
        _zeroShare += habit * ((total == 0 ? 1 : 0) - _zeroShare);
        var isSame = total == _last && total > 0;
        _sameShare += habit * ((isSame ? 1 : 0) - _sameShare);
        _run = isSame ? _run + 1 : 0;
        _last = total;
    }

    private readonly double Rate(double hourly) => _step == SeriesStep.Hour ? hourly : Math.Min(1, hourly * 10);

    private void LearnLevel(int slot, in CostJudgement judged)
    {
        var (bin, noise) = (judged.Bin, judged.Noise);
        if (IsAnnounced(slot))
        {
            _level += (float)(Rate(0.12) * judged.Residual);
            return;
        }

        if (_monthEnd.Learn(slot, _step, judged.Residual + _monthEnd.Of(slot, _step)))
        {
            return;
        }

        var young = _count < Warm / 2 ? Math.Max(1.0 / (_count + 1), 0.15) : Math.Max(1.0 / (_count + 1), Rate(1.0 / 120));
        var limit = 3 * noise;
        _level += (float)(_count < 6 && judged.Residual < -limit ? judged.Residual : young * Math.Clamp(judged.Residual, -limit, limit));
        if (_count >= 6)
        {
            var taught = Math.Max(1.8 * noise, _season.Seen(bin) switch { 0 => 1.5, < 3 => 0.5, _ => 0 });
            var beyond = Math.Clamp(judged.Residual, -taught, taught);
            _season.Learn(bin, _step, judged.Z, beyond + _season.Of(bin, _step), beyond, judged.Residual);
        }

        _drift += (float)(0.07 * (Math.Clamp(judged.Residual, -1, 1) - _drift));
        var alone = judged.Residual - _drift;
        _scale.Learn(alone, NoiseMin);
        if (_step == SeriesStep.Hour)
        {
            var scale = _hourScales[bin % HoursPerDay];
            scale.Learn(alone, NoiseMin);
            _hourScales[bin % HoursPerDay] = scale;
        }

        var flat = _level + Math.Clamp(judged.Residual, -3 * noise, 3 * noise);
        _fastLevel += (float)(Rate(1.0 / 30) * (flat - _fastLevel));
        _slowLevel += (float)(Rate(1.0 / 160) * (flat - _slowLevel));
        Accept(slot, judged);
    }

    // A change that lasts is the new normal; the old one is remembered, since going back to it is no anomaly.
    private void Accept(int slot, in CostJudgement judged)
    {
        var side = judged.Z > 3 ? 1f : judged.Z < -3 ? -1f : 0f;
        if (side == 0 || side * _surprise < 0)
        {
            _surprise *= 0.7f;
            _surpriseMean *= side == 0 ? 1 : 0;
        }

        _surprise += side;
        _surpriseMean += 0.15f * ((float)judged.Residual - _surpriseMean) * Math.Abs(side);
        var enough = _step == SeriesStep.Hour ? 30 : 4;
        if (Math.Abs(_surprise) < enough)
        {
            return;
        }

        if (_count - _levelSince > (_step == SeriesStep.Hour ? 168 : 14))
        {
            (_oldLevel, _oldUntil) = (_level, slot + (_step == SeriesStep.Hour ? 504 : 21));
        }

        _levelSince = _count;
        _level += _surpriseMean;
        _fastLevel = _slowLevel = _level;
        (_surprise, _surpriseMean, _z1, _z2, _z3) = (0, 0, 0, 0, 0);
    }

    private void LearnTails(in CostJudgement judged)
    {
        if (_count < Warm || _monthEnd.IsIn)
        {
            return;
        }

        var z = Math.Clamp(judged.Z, -Clip, Clip);
        _z1 += (float)(0.35 * (z - _z1));
        _z2 += (float)(0.07 * (z - _z2));
        _z3 += (float)(0.02 * (z - _z3));
        if (Math.Abs(_surprise) >= 3)
        {
            return;
        }

        Learn(0, z, ZBounds);
        Learn(1, _z1 / 0.46, MeanBounds);
        Learn(2, _z2 / 0.19, MeanBounds);
        Learn(3, _z3 / 0.1, MeanBounds);
        Learn(4, Leak, LeakBounds);
        Learn(5, Ratio, RatioBounds);
        Learn(6, ShortRatio(_last), ShortRatioBounds);
    }

    private void Learn(int index, double evidence, in TailBounds bounds)
    {
        var tail = _tails[index];
        tail.Learn(evidence, bounds);
        _tails[index] = tail;
    }

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
