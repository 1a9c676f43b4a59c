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

    private HourBins _means;
    private HourBins _peaks;
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
        _means[hourOfWeek].IsKnown ? (_means[hourOfWeek].Value, _peaks[hourOfWeek].Value) : null;

    private void Close()
    {
        if (_count == 0)
        {
            return;
        }

        var bin = (_hour + HoursToMonday) % Hours;
        _means[bin] = _means[bin].With((float)(_sum / _count));
        _peaks[bin] = _peaks[bin].With((float)_peak);
    }

    [InlineArray(Hours)]
    private struct HourBins
    {
        private Bin _first;
    }

    private struct Bin
    {
        public float Value;
        public bool IsKnown;

        public readonly Bin With(float value) =>
            new() { Value = IsKnown ? Value + (NewWeek * (value - Value)) : value, IsKnown = true };
    }
}
