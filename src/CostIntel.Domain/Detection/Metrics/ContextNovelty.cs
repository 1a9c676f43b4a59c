using System.Runtime.CompilerServices;

namespace CostIntel.Domain.Detection.Metrics;

/// <summary>
/// Whether the last few values, each as one of a few bands, have followed one another like this before. What has been seen
/// is kept in a hashed set of 512 bits.
/// </summary>
internal struct ContextNovelty
{
    private const int LengthMax = 6;
    private const int Words = 8;
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private const ulong Mixer = 0xBF58476D1CE4E5B9;
    private const float NoveltyRate = 0.005f;
    private const double Usual = 1;

    private Bits _seen;
    private History _history;
    private float _noveltyShare;
    private byte _length;
    private byte _bands;
    private byte _filled;

    /// <summary>Starts empty.</summary>
    /// <param name="length">How many values make a context, at most 6.</param>
    /// <param name="bands">Into how many bands values are put.</param>
    public static ContextNovelty Start(int length, int bands) =>
        new() { _length = (byte)length, _bands = (byte)bands, _noveltyShare = 0.05f };

    /// <summary>
    /// The novelty of the context that a value completes: decades by which new contexts are rarer here than one in ten; 0
    /// for one that was seen.
    /// </summary>
    public double Step(double value, in RangeNovelty range)
    {
        var band = (byte)Math.Clamp((value - range.Low) / (range.High - range.Low + 1e-300) * _bands, 0, _bands - 1);
        for (var i = 1; i < _length; i++)
        {
            _history[i - 1] = _history[i];
        }

        _history[_length - 1] = band;
        _filled = (byte)Math.Min(_length, _filled + 1);
        if (_filled < _length)
        {
            return 0;
        }

        var isKnown = Remember();
        var novelty = isKnown ? 0 : Math.Max(0, -Math.Log10(Math.Max(_noveltyShare, 1e-4)) - Usual);
        _noveltyShare += NoveltyRate * ((isKnown ? 0 : 1) - _noveltyShare);
        return novelty;
    }

    private bool Remember()
    {
        var hash = Basis;
        for (var i = 0; i < _length; i++)
        {
            hash = unchecked((hash ^ _history[i]) * Prime);
        }

        hash = unchecked((hash ^ (hash >> 29)) * Mixer);
        var bit = (int)(hash >> 55);
        var mask = 1UL << (bit & 63);
        var isKnown = (_seen[bit >> 6] & mask) != 0;
        _seen[bit >> 6] |= mask;
        return isKnown;
    }

    [InlineArray(Words)]
    private struct Bits
    {
        private ulong _first;
    }

    [InlineArray(LengthMax)]
    private struct History
    {
        private byte _first;
    }
}
