namespace CostIntel.Domain.Detection.Costs;

/// <content>What a total teaches; an anomaly little, a habit all.</content>
internal partial struct CostModel
{
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
            // Nothing of the change is left for the slower evidences.
            _level += (float)(Rate(AnnouncedRate) * judged.Residual);
            (_fastLevel, _slowLevel, _mean) = (_level, _level, _fastMean);
            (_surprise, _surpriseMean, _drift) = (0, 0, 0);
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
        if (IsAnnounced(_slot))
        {
            (_z1, _z2, _z3) = (0, 0, 0);
            return;
        }

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
}
