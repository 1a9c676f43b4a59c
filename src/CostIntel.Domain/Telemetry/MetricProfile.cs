using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CostIntel.Domain.Telemetry;

/// <summary>
/// What a metric is like: its values, the shape of its week, its last days, and where it goes. Plain memory of a fixed size.
/// </summary>
public sealed class MetricProfile
{
    /// <summary>Bytes of its stored form.</summary>
    public static readonly int StateBytes = Unsafe.SizeOf<State>();

    private const int Version = 3;
    private const double SecondsPerDay = 86_400;
    private const double TrendDays = 14;

    private State _state = new() { Version = Version };

    /// <summary>The largest value ever.</summary>
    public double Max => _state.Values.Max;

    /// <summary>The mean of the last weeks.</summary>
    public double Mean => _state.Values.Mean;

    /// <summary>
    /// By how much it grows a day, from a weighted straight line through the last weeks; null before two days of samples.
    /// </summary>
    public double? TrendPerDay
    {
        get
        {
            var line = _state.Trend;
            var spread = (line.Weight * line.TimeTime) - (line.Time * line.Time);
            return line.Days < 2 || spread <= 0 ? null : ((line.Weight * line.TimeValue) - (line.Time * line.Value)) / spread;
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote; null when another version did.</summary>
    public static MetricProfile? Restore(ReadOnlySpan<byte> state) =>
        state.Length == StateBytes && MemoryMarshal.Read<State>(state) is { Version: Version } read
            ? new MetricProfile { _state = read }
            : null;

    /// <summary>Writes its stored form.</summary>
    /// <param name="destination">Of <see cref="StateBytes"/>.</param>
    public void Save(Span<byte> destination) => MemoryMarshal.Write(destination, in _state);

    /// <summary>Takes the next sample.</summary>
    /// <param name="unixSeconds">When it was measured; later than the one before.</param>
    /// <param name="value">What was measured.</param>
    public void Add(long unixSeconds, double value)
    {
        _state.Values.Add(unixSeconds, value);
        _state.Week.Add(unixSeconds, value);
        _state.Days.Add(unixSeconds, value);
        AddToTrend(unixSeconds, value);
    }

    /// <summary>The value that a share of the samples of the last weeks does not exceed; within 4.5%.</summary>
    /// <param name="share">0 to 1.</param>
    public double Quantile(double share) => _state.Values.Quantile(share);

    /// <summary>Mean and peak of an hour of the week, see <see cref="WeekShape.Of"/>.</summary>
    public (double Mean, double Peak)? HourOfWeek(int hour) => _state.Week.Of(hour);

    /// <summary>Mean and peak of a day before that of the newest sample, see <see cref="DayShape.Of"/>.</summary>
    public (double Mean, double Peak)? DayAgo(int days) => _state.Days.Of(days);

    /// <summary>The largest value since a number of days before the day of the newest sample; 0 before the first.</summary>
    /// <param name="days">0 to 31; more than that are not kept one by one.</param>
    public double PeakOfDays(int days)
    {
        var peak = 0.0;
        for (var ago = 0; ago <= Math.Min(days, DayShape.Days - 1); ago++)
        {
            peak = Math.Max(peak, _state.Days.Of(ago)?.Peak ?? 0);
        }

        return peak;
    }

    // Least squares with weights that fall by a factor of e every fortnight; times are days before the newest sample, so
    // that the sums stay small.
    private void AddToTrend(long unixSeconds, double value)
    {
        ref var line = ref _state.Trend;
        var passed = line.Weight == 0 ? 0 : (unixSeconds - line.Newest) / SecondsPerDay;
        var keep = Math.Exp(-passed / TrendDays);
        // All earlier times move back by what has passed: t becomes t - p.
        line.TimeTime = keep * (line.TimeTime - (2 * passed * line.Time) + (passed * passed * line.Weight));
        line.TimeValue = keep * (line.TimeValue - (passed * line.Value));
        line.Time = keep * (line.Time - (passed * line.Weight));
        (line.Weight, line.Value) = ((keep * line.Weight) + 1, (keep * line.Value) + value);
        (line.Newest, line.Days) = (unixSeconds, line.Days + passed);
    }

    private struct State
    {
        public int Version;
        public ValueSketch Values;
        public WeekShape Week;
        public DayShape Days;
        public Line Trend;
    }

    private struct Line
    {
        public long Newest;
        public double Days;
        public double Weight;
        public double Time;
        public double Value;
        public double TimeTime;
        public double TimeValue;
    }
}
