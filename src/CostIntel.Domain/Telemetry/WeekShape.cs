using System.Runtime.CompilerServices;

namespace CostIntel.Domain.Telemetry;

/// <summary>
/// The mean and the peak of a metric in each hour of the week, UTC, from Monday 00:00; newer weeks count more.
/// </summary>
public struct WeekShape
{
    /// <summary>Hours of a week.</summary>
    public const int Hours = 168;

    private const int SecondsPerHour = 3_600;
    // The epoch was a Thursday.
    private const int HoursToMonday = 72;
    private const float NewWeek = 0.3f;
    private const int BitsPerWord = 64;

    private HourBins _means;
    private HourBins _peaks;
    private KnownBits _known;
    private int _hour;
    private int _count;
    private double _sum;
    private double _peak;

    /// <summary>Adds a sample.</summary>
    /// <param name="unixSeconds">When it was measured; not before the one before.</param>
    /// <param name="value">What was measured.</param>
    public void Add(long unixSeconds, double value)
    {
        var hour = (int)(unixSeconds / SecondsPerHour);
        if (hour != _hour)
        {
            Close();
            (_hour, _count, _sum, _peak) = (hour, 0, 0, double.MinValue);
        }

        (_count, _sum, _peak) = (_count + 1, _sum + value, Math.Max(_peak, value));
    }

    /// <summary>The hour of the week of a time.</summary>
    public static int HourOfWeek(long unixSeconds) => (int)(((unixSeconds / SecondsPerHour) + HoursToMonday) % Hours);

    /// <summary>Mean and peak of an hour of the week; null when it has never been over.</summary>
    /// <param name="hourOfWeek">0 is Monday 00:00 to 01:00.</param>
    public readonly (double Mean, double Peak)? Of(int hourOfWeek) =>
        IsKnown(hourOfWeek) ? (_means[hourOfWeek], _peaks[hourOfWeek]) : null;

    private readonly bool IsKnown(int hour) => ((_known[hour / BitsPerWord] >> (hour % BitsPerWord)) & 1) != 0;

    private void Close()
    {
        if (_count == 0)
        {
            return;
        }

        var bin = (_hour + HoursToMonday) % Hours;
        var weight = IsKnown(bin) ? NewWeek : 1;
        _means[bin] += weight * ((float)(_sum / _count) - _means[bin]);
        _peaks[bin] += weight * ((float)_peak - _peaks[bin]);
        _known[bin / BitsPerWord] |= 1UL << (bin % BitsPerWord);
    }

    [InlineArray(Hours)]
    private struct HourBins
    {
        private float _first;
    }

    [InlineArray((Hours + BitsPerWord - 1) / BitsPerWord)]
    private struct KnownBits
    {
        private ulong _first;
    }
}
