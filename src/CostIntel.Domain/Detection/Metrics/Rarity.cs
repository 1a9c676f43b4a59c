using System.Runtime.CompilerServices;

namespace CostIntel.Domain.Detection.Metrics;

/// <summary>How rare a strength is among all before it: decades of the share that were as strong.</summary>
internal struct Rarity
{
    private const int Bins = 40;
    private const int BinsPerOctave = 2;
    private const int BinOfOne = 14;

    private Counts _counts;
    private double _total;

    /// <summary>Decades of a strength, which then counts itself.</summary>
    public double Step(double strength)
    {
        var bin = (int)Math.Clamp((Math.Log2(strength + 1e-9) * BinsPerOctave) + BinOfOne, 0, Bins - 1);
        var asStrong = 0.0;
        for (var i = bin; i < Bins; i++)
        {
            asStrong += _counts[i];
        }

        _counts[bin]++;
        _total++;
        return -Math.Log10((asStrong + 0.5) / _total);
    }

    [InlineArray(Bins)]
    private struct Counts
    {
        private float _first;
    }
}
