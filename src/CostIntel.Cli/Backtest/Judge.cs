using CostIntel.Domain.Detection;
using CostIntel.Domain.Detection.Costs;
using CostIntel.Domain.Detection.Metrics;
using CostIntel.Domain.Incidents;

namespace CostIntel.Cli.Backtest;

/// <summary>What a detector made of a row.</summary>
/// <param name="Score">0 to 1.</param>
/// <param name="IsAlert">True when it would have been raised.</param>
/// <param name="Expected">What was expected; NaN when it was not judged.</param>
/// <param name="Note">Why it was not judged; empty when it was.</param>
internal readonly record struct Judged(double Score, bool IsAlert, double Expected, string Note);

/// <summary>The detectors that the engine runs, on the rows of a file, in order.</summary>
internal abstract class Judge
{
    public static Judge Of(string kind, double threshold, IReadOnlyList<SeriesPoint> points) => kind switch
    {
        "cost" => new CostJudge(StepOf(points), threshold),
        _ => new MetricJudge(threshold),
    };

    public abstract Judged Take(SeriesPoint point);

    // Of costs the length of a slot is a property of the export, not of its values.
    private static SeriesStep StepOf(IReadOnlyList<SeriesPoint> points)
    {
        const int SecondsPerDay = 86_400;
        return points.All(point => point.UnixSeconds % SecondsPerDay == 0) ? SeriesStep.Day : SeriesStep.Hour;
    }

    private sealed class MetricJudge(double threshold) : Judge
    {
        private readonly MetricDetector _detector = new();

        public override Judged Take(SeriesPoint point)
        {
            var verdict = _detector.Observe(point.UnixSeconds, point.Value);
            return verdict.Point switch
            {
                MetricPoint.OutOfOrder => new(0, false, double.NaN, "out of order"),
                MetricPoint.Duplicate => new(0, false, double.NaN, "duplicate"),
                MetricPoint.NotANumber => new(0, false, double.NaN, "not a number"),
                _ => new(verdict.Score, verdict.Score >= threshold, verdict.Expected, ""),
            };
        }
    }

    private sealed class CostJudge(SeriesStep step, double threshold) : Judge
    {
        private readonly CostDetector _detector = new(step);
        private readonly SeriesName _name = new(Measure.Cost, "", step);

        public override Judged Take(SeriesPoint point)
        {
            var slot = _name.SlotOf(point.UnixSeconds);
            if (!double.IsFinite(point.Value) || slot <= _detector.SettledThrough)
            {
                var isKnown = slot == _detector.SettledThrough;
                return new(0, false, double.NaN, double.IsFinite(point.Value) ? isKnown ? "duplicate" : "out of order" : "not a number");
            }

            var expected = _detector.Expect(slot).Expected;
            var findings = default(FindingBuffer);
            var sensitivity = new CostSensitivity(threshold);
            _detector.Observe(slot, point.Value, sensitivity, ref findings);
            _detector.SettleThrough(slot, sensitivity, ref findings);
            var isRaised = false;
            for (var i = 0; i < findings.Count; i++)
            {
                isRaised |= findings[i].Kind == FindingKind.Raised && findings[i].Slot == slot;
            }

            return new(_detector.LastScore, isRaised, expected, "");
        }
    }
}
