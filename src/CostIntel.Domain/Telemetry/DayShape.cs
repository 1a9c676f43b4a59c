using System.Runtime.CompilerServices;

namespace CostIntel.Domain.Telemetry;

/// <summary>The mean and the peak of a metric on each of the last UTC days: exact, where the sketch forgets slowly.</summary>
public struct DayShape
{
    /// <summary>Days that are kept, the one of the newest sample included.</summary>
    public const int Days = 32;

    private const int SecondsPerDay = 86_400;

    private DayBins _bins;
    private int _first;
    private int _newest;
    private int _count;
    private double _sum;
    private double _peak;

    /// <summary>Adds a sample.</summary>
    /// <param name="unixSeconds">When it was measured; not before the one before.</param>
    /// <param name="value">What was measured.</param>
    public void Add(long unixSeconds, double value)
    {
        var day = (int)(unixSeconds / SecondsPerDay);
        if (day != _newest || _count == 0)
        {
            Open(day);
        }

        (_count, _sum, _peak) = (_count + 1, _sum + value, Math.Max(_peak, value));
    }

    /// <summary>Mean and peak of a day; null when nothing was measured on it, or it is not kept any more.</summary>
    /// <param name="ago">Days before the day of the newest sample; 0 is that day, as far as it has gone.</param>
    public readonly (double Mean, double Peak)? Of(int ago)
    {
        var day = _newest - ago;
        if (_count == 0 || ago is < 0 or >= Days || day < _first)
        {
            return null;
        }

        if (ago == 0)
        {
            return (_sum / _count, _peak);
        }

        var bin = _bins[day % Days];
        return float.IsNaN(bin.Peak) ? null : (bin.Mean, bin.Peak);
    }

    // Sums of the day are kept beside the days, so that a sample costs an addition.
    private void Open(int day)
    {
        if (_count == 0)
        {
            _first = day;
        }
        else
        {
            _bins[_newest % Days] = new((float)(_sum / _count), (float)_peak);
            for (var skipped = Math.Max(_newest + 1, day - Days + 1); skipped < day; skipped++)
            {
                _bins[skipped % Days] = new(float.NaN, float.NaN);
            }
        }

        (_newest, _count, _sum, _peak) = (day, 0, 0, double.MinValue);
    }

    [InlineArray(Days)]
    private struct DayBins
    {
        private Bin _first;
    }

    private readonly record struct Bin(float Mean, float Peak);
}
