using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Sla;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Simulation;

/// <summary>What an SLO's metric is in an hour of the week, before and after a change.</summary>
internal sealed class HourPrediction
{
    private const double Percent = 100;
    private const double MinutesPerMonth = CostHistory.HoursPerMonth * 60.0;
    // So busy a processor is taken to be at most as it is: beyond, its queue would have no end already.
    private const double BusyMax = 0.99;

    private readonly Change _change;
    private readonly MetricProfile _profile;
    private readonly MetricProfile? _processors;
    private readonly double _capacityRatio;
    private readonly double _interrupted;
    private readonly bool _isLatency;

    public HourPrediction(ResourceFacts facts, Change change, Slo slo, MetricProfile profile)
    {
        (Slo, _change, _profile) = (slo, change, profile);
        _processors = facts.Metric("cpu.utilization")?.Profile;
        _capacityRatio = CapacityMetrics.RatioOf(slo.Metric, change);
        _interrupted = Percent * Math.Min(1, change.InterruptionsPerMonth * change.MinutesPerInterruption / MinutesPerMonth);
        _isLatency = slo.Metric is "latency.p50" or "latency.p95" or "latency.p99";
    }

    public Slo Slo { get; }

    /// <summary>Null when the hour is not known.</summary>
    public (bool IsBadBefore, bool IsBadAfter, double Slack)? Of(int hour)
    {
        if (_profile.HourOfWeek(hour) is not { } known)
        {
            return null;
        }

        var runs = !_change.IsRemoval && _change.Runs.Contains(hour);
        if (Slo.Bound == SloBound.AtLeast)
        {
            var isGood = runs ? known.Mean - Lost() >= Slo.Threshold : !CapacityMetrics.NeedsToRun(Slo.Metric);
            return (known.Mean < Slo.Threshold, !isGood, double.PositiveInfinity);
        }

        if (!runs)
        {
            return (known.Peak > Slo.Threshold, false, double.PositiveInfinity);
        }

        var (after, slack) = _isLatency ? Latency(hour, known.Peak) : Load(known.Peak);
        return (known.Peak > Slo.Threshold, after > Slo.Threshold, slack);
    }

    private double Lost() => Slo.Metric is "availability" or "running" ? _interrupted : 0;

    private (double After, double Slack) Load(double peak)
    {
        var after = peak / _capacityRatio;
        return (after, after > 0 ? Slo.Threshold / after : double.PositiveInfinity);
    }

    // An open queue: a request takes S / (1 - load), so a smaller processor makes it longer by the ratio of what is idle.
    private (double After, double Slack) Latency(int hour, double peak)
    {
        var way = peak * _change.LatencyRatio;
        if (_processors?.HourOfWeek(hour) is not { } busy)
        {
            return (way, way > Slo.Threshold ? 0 : double.PositiveInfinity);
        }

        var load = Math.Clamp(busy.Mean / Percent, 0, BusyMax);
        var after = load / _change.CpuRatio;
        // The load at which the time comes to the threshold: way (1 - load) / (1 - x) = threshold.
        var critical = 1 - (way * (1 - load) / Slo.Threshold);
        var slack = after <= 0 ? double.PositiveInfinity : Math.Max(0, critical / after);
        return after >= 1 ? (double.PositiveInfinity, slack) : (way * (1 - load) / (1 - after), slack);
    }
}
