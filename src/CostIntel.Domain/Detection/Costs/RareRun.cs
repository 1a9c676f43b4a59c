namespace CostIntel.Domain.Detection.Costs;

/// <summary>
/// Something that a series seldom does, several times in a row: to be zero, to repeat a value. If it happens in one of
/// n slots, k in a row have a probability of n to the power of −k.
/// </summary>
internal struct RareRun
{
    private const double Memory = 240;
    // One long run is one thing that has happened: it must not make the next one usual.
    private const int LearntOfARun = 3;
    // Unless it happens often anyway, or goes on for days: then it is what the series does now.
    private const float Often = 0.1f;
    private const int LongRun = 72;
    private const double LongRate = 1.0 / 24;

    private float _share;
    private int _run;

    /// <summary>In which share of slots it happens.</summary>
    public readonly double Share => _share;

    /// <summary>Decades of tail probability of one more.</summary>
    /// <param name="count">Slots seen so far.</param>
    public readonly double Decades(int count) =>
        -(_run + 1) * Math.Log10(Math.Min(1, Math.Max(_share, 1 / Math.Min(Memory, count + 1.0))));

    /// <summary>Learns from the next slot.</summary>
    public void Learn(bool happened, int count)
    {
        _run = happened ? _run + 1 : 0;
        if (_run <= LearntOfARun || _share > Often || _run > LongRun)
        {
            var rate = Math.Max(1.0 / (count + 1), _run > LongRun ? LongRate : 1 / Memory);
            _share += (float)(rate * ((happened ? 1 : 0) - _share));
        }
    }
}
