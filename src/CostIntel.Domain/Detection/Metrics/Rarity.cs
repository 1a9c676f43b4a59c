using System.Runtime.CompilerServices;

namespace CostIntel.Domain.Detection.Metrics;

/// <summary>
/// How rare a strength is among those before it: decades of the share that were as strong. What is long ago counts less.
/// </summary>
internal struct Rarity
{
    private const int Bins = 40;
    private const int BinsPerOctave = 2;
    private const int BinOfOne = 14;
    // Years of hourly points. Counts are halved there, long before adding one to them would no longer change them.
    private const float TotalMax = 65_536;

    private Counts _counts;
    private float _total;

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
        var decades = -Math.Log10((asStrong + 0.5) / _total);
        Age();
        return decades;
    }

    private void Age()
    {
        if (_total < TotalMax)
        {
            return;
        }

        _total /= 2;
        for (var i = 0; i < Bins; i++)
        {
            _counts[i] /= 2;
        }
    }

    [InlineArray(Bins)]
    private struct Counts
    {
        private float _first;
    }
}
