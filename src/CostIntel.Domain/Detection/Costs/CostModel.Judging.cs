namespace CostIntel.Domain.Detection.Costs;

/// <content>How unlikely a total is: the strongest of several evidences.</content>
internal partial struct CostModel
{
    // As many false findings a month: a day is one point where 24 hours are 24 (1.4 decades), and its noise is tamer.
    private const double EnoughOfHours = 5.6;
    private const double EnoughOfDays = 3.4;
    private const double NeverZero = 4.2;
    private const double NeverZeroFades = 1_000;
    private const double Huge = 60;
    private const double HugeOnDayOne = 1_000;
    private const double ChargeFactor = 3;
    private const double OrdinaryChange = 4;
    // Rises of so little are no news, however sure they are: of one slot, and of many.
    private const double NoticeableHour = 0.12;
    private const double NoticeableDay = 0.06;
    private const double Considerable = 0.25;
    private const double Fall = -0.7;
    private const double BurstStepMax = 30;
    private const double BurstAllowed = 1.5;
    private const double LeakAllowed = 0.15;
    private const double SurgeAllowed = 0.05;
    private const double OwnLeast = 2.5;
    private const double SurgeLeast = 2;

    /// <summary>Judges the total of a slot.</summary>
    public readonly CostJudgement Judge(int slot, double total)
    {
        var judged = Compare(slot, total);
        if (IsCharge(judged, total) && _charges.Explain(slot, _step, total - judged.Expected))
        {
            judged.IsMonthly = true;
            judged.Expected = total;
        }
        else if (_count < Warm)
        {
            JudgeYoung(total, ref judged);
        }
        else if (total == 0)
        {
            JudgeZero(ref judged);
        }
        else if (total > 0 && !judged.IsRecovery && !IsOrdinaryChange(judged, total))
        {
            JudgeRise(total, ref judged);
        }

        return judged;
    }

    private readonly bool IsOftenZero => _zeros.Share > OftenZero;

    private readonly CostJudgement Compare(int slot, double total)
    {
        var bin = SeasonProfile.BinOf(slot, _step);
        var (usual, noise) = (Usual(slot, bin), Noise(bin));
        var residual = total > 0 || (total == 0 && !IsOftenZero) ? Log(total) - usual : 0;
        var beyond = residual - _episode.Explained(residual, _step);
        var (z, rise) = (beyond / noise, _level + Math.Clamp(beyond, -3 * noise, 3 * noise) - _slowLevel);
        return new CostJudgement
        {
            Slot = slot,
            Bin = bin,
            Enough = _step == SeriesStep.Hour ? EnoughOfHours : EnoughOfDays,
            Expected = _count == 0 ? total : Natural(usual),
            Residual = residual,
            Beyond = beyond,
            Noise = noise,
            Z = z,
            Rise = rise,
            Burst = BurstWith(total),
            Leak = _leaks.With(rise - LeakAllowed - (0.5 * noise)),
            Surge = _surges.With(Math.Clamp(z, -Clip, Clip) - 1 - (SurgeAllowed / noise)),
            IsRecovery = slot <= _oldUntil && Math.Abs(residual + _level - _oldLevel) < 3 * noise,
        };
    }

    // In slots of the mean; an episode that is known allows as much more.
    private readonly double BurstWith(double total) => !IsOftenZero || _mean <= 0
        ? 0
        : _bursts.With(Math.Min(total / _mean, BurstStepMax) - (BurstAllowed * Math.Exp(_episode.Height)));

    // Far beyond anything that noise does.
    private static bool IsCharge(in CostJudgement judged, double total) =>
        judged.Z > Clip && total > ChargeFactor * judged.Expected;

    private readonly bool IsOrdinaryChange(in CostJudgement judged, double total) =>
        IsAnnounced(judged.Slot) && total < OrdinaryChange * judged.Expected;

    // A series that nobody knows yet: only what is many times all that was seen.
    private readonly void JudgeYoung(double total, ref CostJudgement judged)
    {
        var huge = _count < SeasonSlots ? HugeOnDayOne : Huge;
        if (_count >= 2 && _top > 0 && total > huge * _top)
        {
            judged.Weigh(6 + (2 * Math.Log10(total / (huge * _top))), CostSignal.FirstSeen);
        }
    }

    // The first zero of all is told at once; when there have been some, it takes several in a row.
    private readonly void JudgeZero(ref CostJudgement judged)
    {
        if (!IsOftenZero && judged.Expected > 0)
        {
            var first = Math.Max(0, NeverZero - (NeverZeroFades * _zeros.Share));
            judged.Weigh(_zeros.Decades(_count) + first, CostSignal.DropToZero);
        }
    }

    private readonly void JudgeRise(double total, ref CostJudgement judged)
    {
        if (total == _last)
        {
            judged.Weigh(_repeats.Decades(_count), CostSignal.StuckMeter);
        }

        if (_step == SeriesStep.Day && IsFall(judged))
        {
            judged.Weigh(_tails[0].Decades(-judged.Z), CostSignal.DropToZero);
        }
        else if (IsOftenZero)
        {
            judged.Weigh(_bursts.Decades(judged.Burst), CostSignal.Surge);
        }
        else
        {
            JudgeSingle(ref judged);
            JudgeLasting(ref judged);
        }
    }

    // Nothing was charged for most of the day; a rise that is over is no fall.
    private readonly bool IsFall(in CostJudgement judged) =>
        judged.Residual + _monthEnd.Of(judged.Slot, _step) < Fall
        && (judged.Slot > _oldUntil || _level < _oldLevel);

    private readonly void JudgeSingle(ref CostJudgement judged)
    {
        var size = Math.Min(1, judged.Residual / (_step == SeriesStep.Hour ? NoticeableHour : NoticeableDay));
        judged.Weigh(size * _tails[0].Decades(judged.Z), CostSignal.Spike);
        if (judged.Z >= OwnLeast)
        {
            judged.Weigh(size * _tails[1].Decades(_persistence.Own(judged.Z)), CostSignal.Spike);
        }
    }

    private readonly void JudgeLasting(ref CostJudgement judged)
    {
        var size = Math.Clamp(judged.Rise / Considerable, 0, 1);
        if (judged.Z >= SurgeLeast)
        {
            var isShift = _surprise >= Accepted / 3;
            judged.Weigh(size * _surges.Decades(judged.Surge), isShift ? CostSignal.LevelShift : CostSignal.Surge);
        }

        if (_count > LeakWarm && judged.Rise > LeakAllowed + (0.5 * judged.Noise))
        {
            judged.Weigh(size * _leaks.Decades(judged.Leak), CostSignal.SlowLeak);
        }
    }
}
