using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CostIntel.Domain.Detection.Metrics;

/// <summary>
/// Finds anomalies in a telemetry metric, point by point, in order, with nothing of the future. Plain memory of a fixed
/// size; the same points give the same verdicts. Not thread-safe.
/// </summary>
public sealed class MetricDetector
{
    /// <summary>Bytes of its stored form.</summary>
    public static readonly int StateBytes = Unsafe.SizeOf<State>();

    // Several times what is held off after: a fleet has thousands of metrics, and people few hours. At one half, noise of many
    // kinds makes one to three alerts a month, the first days included; docs/performance.md has what is found there.
    private const double HalfScoreStrength = 6;

    private const int Version = 2;
    // Beyond, differences of two values would no longer be numbers.
    private const double Largest = 1e150;
    private const double GapSteps = 5;
    private const double StepRate = 0.05;

    private State _state = new() { Version = Version, Last = long.MinValue };

    /// <summary>Reads what <see cref="Save"/> wrote; null when another version did.</summary>
    public static MetricDetector? Restore(ReadOnlySpan<byte> state) =>
        state.Length == StateBytes && MemoryMarshal.Read<State>(state) is { Version: Version } read
            ? new MetricDetector { _state = read }
            : null;

    /// <summary>Writes its stored form.</summary>
    /// <param name="destination">Of <see cref="StateBytes"/>.</param>
    public void Save(Span<byte> destination) => MemoryMarshal.Write(destination, in _state);

    /// <summary>Takes the next point.</summary>
    /// <param name="unixSeconds">When it was measured, Unix seconds UTC.</param>
    /// <param name="value">What was measured.</param>
    public MetricVerdict Observe(long unixSeconds, double value)
    {
        if (!double.IsFinite(value))
        {
            return Ignored(unixSeconds, MetricPoint.NotANumber);
        }

        if (unixSeconds <= _state.Last)
        {
            return Ignored(unixSeconds, unixSeconds == _state.Last ? MetricPoint.Duplicate : MetricPoint.OutOfOrder);
        }

        var expected = _state.Model.Count == 0 ? value : _state.Model.Expect(unixSeconds);
        var deviation = _state.Model.Usual > 0 ? (value - expected) / _state.Model.Usual : 0;
        var point = _state.Model.IsLearning ? MetricPoint.Learning : IsGap(unixSeconds) ? MetricPoint.AfterGap : MetricPoint.Judged;
        NoteTime(unixSeconds);
        var strength = _state.Model.Step(unixSeconds, Math.Clamp(value, -Largest, Largest));
        var score = strength / (strength + HalfScoreStrength);
        return new(score, score >= 0.5, expected, deviation, point);
    }

    private MetricVerdict Ignored(long unixSeconds, MetricPoint why) =>
        new(0, false, _state.Model.Expect(unixSeconds), 0, why);

    private bool IsGap(long unixSeconds) => _state.StepSeconds > 0 && unixSeconds - _state.Last > GapSteps * _state.StepSeconds;

    // A series that changes its granularity has another step after a few points.
    private void NoteTime(long unixSeconds)
    {
        if (_state.Last != long.MinValue)
        {
            var step = (double)unixSeconds - _state.Last;
            _state.StepSeconds = _state.StepSeconds == 0 ? step : _state.StepSeconds + (StepRate * (step - _state.StepSeconds));
        }

        _state.Last = unixSeconds;
    }

    private struct State
    {
        public int Version;
        public long Last;
        public double StepSeconds;
        public MetricModel Model;
    }
}
