namespace CostIntel.Domain.Detection.Costs;

/// <content>The level: it follows slowly, and jumps when a change has lasted.</content>
internal partial struct CostModel
{
    private const double AnnouncedRate = 0.12;
    private const double LevelRate = 1.0 / 120;
    private const double FastLevelRate = 1.0 / 30;
    private const double SlowLevelRateHour = 1.0 / 240;
    private const double SlowLevelRateDay = 1.0 / 24;
    private const int Lasting = 3;

    // Slots of surprise in a row after which a level is taken for the new one.
    private readonly float Accepted => _step == SeriesStep.Hour ? 30 : 4;

    // Nothing of the change is left for the slower evidences.
    private void LearnAnnounced(in CostJudgement judged)
    {
        _level += (float)(Rate(AnnouncedRate) * judged.Residual);
        (_fastLevel, _slowLevel, _mean) = (_level, _level, _fastMean);
        (_surprise, _surpriseMean, _drift, _episode) = (0, 0, 0, default);
    }

    // Returns what was usual before.
    private float LearnLevel(in CostJudgement judged)
    {
        var before = (float)(_level + _season.Of(judged.Bin, _step));
        var limit = 3 * judged.Noise;
        var rate = Math.Max(1.0 / (_count + 1), _count < Warm / 2 ? 0.15 : Rate(LevelRate));
        var isFirstFall = _count < 6 && judged.Residual < -limit;
        var taught = Math.Clamp(judged.Residual, -limit, limit);
        _level += (float)(isFirstFall ? judged.Residual : rate * taught);
        if (_episode.IsNormal(_step))
        {
            _level += (float)_episode.Height;
            _mean *= (float)Math.Exp(_episode.Height);
            _episode = default;
        }

        var flat = _level + taught;
        _fastLevel += (float)(Rate(FastLevelRate) * (flat - _fastLevel));
        var slow = _step == SeriesStep.Hour ? SlowLevelRateHour : SlowLevelRateDay;
        _slowLevel = judged.IsFound ? _fastLevel : _slowLevel + (float)(slow * (flat - _slowLevel));
        return before;
    }

    // A change that lasts is the new normal; the old one is remembered, since going back to it is no anomaly.
    private void Accept(int slot, in CostJudgement judged)
    {
        var z = judged.Residual / judged.Noise;
        var side = z > 3 ? 1f : z < -3 ? -1f : 0f;
        if (side == 0 || side * _surprise < 0)
        {
            _surprise *= 0.7f;
            _surpriseMean *= side == 0 ? 1 : 0;
        }

        _surprise += side;
        if (side != 0)
        {
            _surpriseMean += ((float)judged.Residual - _surpriseMean) * Math.Max(0.15f, 1 / Math.Abs(_surprise));
        }

        if (judged.IsRecovery && Math.Abs(_surprise) >= Lasting)
        {
            Settle(_oldLevel);
            _oldUntil = int.MinValue;
        }
        else if (Math.Abs(_surprise) >= Accepted)
        {
            var isOldLevel = _count - _levelSince > (_step == SeriesStep.Hour ? 168 : 14);
            var until = slot + (_step == SeriesStep.Hour ? 504 : 21);
            (_oldLevel, _oldUntil) = isOldLevel ? (_level, until) : (_oldLevel, _oldUntil);
            Settle(_level + _surpriseMean);
        }
    }

    private void Settle(float level)
    {
        _levelSince = _count;
        (_level, _fastLevel, _slowLevel) = (level, level, level);
        (_surprise, _surpriseMean, _episode) = (0, 0, default);
    }
}
