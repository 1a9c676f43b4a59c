namespace CostIntel.Domain.Detection.Costs;

/// <content>How unlikely a total is: the strongest of several evidences.</content>
internal partial struct CostModel
{
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
}
