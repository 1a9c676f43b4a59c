namespace CostIntel.Domain.Detection.Costs;

/// <content>What a total teaches; an anomaly little, a habit all.</content>
internal partial struct CostModel
{
    private const double MeanRate = 1.0 / 300;
    private const double FastMeanRate = 0.1;

    private void Learn(int slot, double total, in CostJudgement judged)
    {
        if (total < 0)
        {
            return;
        }

        if (judged.IsMonthly)
        {
            _charges.Note(slot, _step, total - Natural(Usual(slot, judged.Bin)));
            _last = total;
            _count++;
            return;
        }

        LearnCharge(slot, total, judged);
        LearnHabits(total, judged);
        if (_count == 0)
        {
            LearnFirst(total, judged);
        }
        else if (total == 0 && (IsOftenZero || _count >= Warm))
        {
            _episode.Learn(0, false, _step);
        }
        else
        {
            LearnSlot(slot, judged);
        }

        _count++;
    }

    private void LearnCharge(int slot, double total, in CostJudgement judged)
    {
        if (_count >= 2 && IsCharge(judged, total))
        {
            _charges.Note(slot, _step, total - judged.Expected);
        }
        else if (_count == 1 && total > 0 && _last > ChargeFactor * total)
        {
            // A fee in the first slot: what follows is the series.
            _charges.Note(slot - 1, _step, _last - total);
            (_count, _season) = (0, SeasonProfile.Start(_step));
        }
    }

    private void LearnHabits(double total, in CostJudgement judged)
    {
        if (IsOftenZero && _count >= BurstWarm)
        {
            _bursts.Learn(judged.Burst, judged.IsFound, 0.5f);
        }

        var (news, first) = (IsOftenZero ? total / Math.Exp(_episode.Height) : total, 1.0 / (_count + 1));
        var (slow, fast) = _count < 3
            ? (total, total)
            : (Math.Min(news, (6 * _mean) + (0.02 * total)), Math.Min(total, 10 * _mean));
        _mean += (float)(Math.Max(first, Rate(MeanRate)) * (slow - _mean));
        _fastMean += (float)(Math.Max(first, Rate(FastMeanRate)) * (fast - _fastMean));
        _top = (float)Math.Max(_top * 0.995, total);
        _zeros.Learn(total == 0, _count);
        _repeats.Learn(total == _last && total > 0, _count);
        _last = total;
    }

    private void LearnFirst(double total, in CostJudgement judged)
    {
        _level = (float)Log(total);
        (_fastLevel, _slowLevel) = (_level, _level);
        _season.LearnFirst(judged.Bin, _step, _level, ref _level);
    }

    private void LearnSlot(int slot, in CostJudgement judged)
    {
        if (IsAnnounced(slot))
        {
            LearnAnnounced(judged);
            return;
        }

        _episode.Learn(judged.Residual, judged.IsFound, _step);
        if (!_monthEnd.Learn(slot, _step, judged.Residual + _monthEnd.Of(slot, _step)))
        {
            LearnSeason(judged, LearnLevel(judged));
            LearnNoise(judged);
            Accept(slot, judged);
            LearnTails(judged);
        }
    }

    private void LearnSeason(in CostJudgement judged, float before)
    {
        var bin = judged.Bin;
        if (_season.IsFirstWeek)
        {
            _season.LearnFirst(bin, _step, (float)(before + judged.Residual), ref _level);
            (_fastLevel, _slowLevel) = (_level, _level);
            return;
        }

        var isYoung = _season.Seen(bin) < 3;
        var taught = Math.Max(1.8 * judged.Noise, isYoung ? 0.5 : 0);
        var beyond = Math.Clamp(isYoung ? judged.Residual : judged.Beyond, -taught, taught);
        var isLasting = Math.Abs(_surprise) >= Lasting;
        _season.Learn(bin, _step, isLasting ? 0 : judged.Z, beyond + _season.Of(bin, _step), beyond, judged.Beyond);
    }

    private void LearnNoise(in CostJudgement judged)
    {
        _drift += (float)(0.07 * (Math.Clamp(judged.Beyond, -1, 1) - _drift));
        var alone = judged.Beyond - _drift;
        _scale.Learn(alone, NoiseMin);
        if (_step == SeriesStep.Hour)
        {
            var scale = _hourScales[judged.Bin % HoursPerDay];
            scale.Learn(alone, NoiseMin);
            _hourScales[judged.Bin % HoursPerDay] = scale;
        }
    }

    private void LearnTails(in CostJudgement judged)
    {
        if (_count < Warm)
        {
            return;
        }

        var z = Math.Clamp(judged.Z, -Clip, Clip);
        var own = _persistence.Own(z);
        _persistence.Learn(z);
        _surges.Learn(judged.Surge, judged.IsFound, 2);
        if (_step == SeriesStep.Day || _count > BurstWarm)
        {
            _leaks.Learn(judged.Leak, judged.IsFound || _count == LeakWarm, _step == SeriesStep.Hour ? 1f : 0.05f);
        }

        if (Math.Abs(_surprise) < Lasting)
        {
            LearnTail(0, z);
            LearnTail(1, own);
        }
    }

    private void LearnTail(int index, double evidence)
    {
        var tail = _tails[index];
        tail.Learn(evidence, ZBounds);
        _tails[index] = tail;
    }
}
