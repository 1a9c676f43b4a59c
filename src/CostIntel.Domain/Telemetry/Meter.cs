using CostIntel.Domain.Detection.Costs;
using CostIntel.Domain.Detection.Metrics;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Sla;

namespace CostIntel.Domain.Telemetry;

/// <summary>One metric of a resource: looks for anomalies in it and tells when one begins, gets worse and is over.</summary>
/// <param name="metric">Its name.</param>
/// <param name="detector">What judges its samples.</param>
/// <param name="profile">What it is like.</param>
/// <param name="state">Where it stands.</param>
public sealed class Meter(string metric, MetricDetector detector, MetricProfile profile, MeterState state)
{
    // So many usual distances from what is expected, and a sample still belongs to the anomaly.
    private const double OddDeviation = 3;
    private const double DoubtOfTheYoung = 0.4;
    private const double SecondsToTrust = 7 * 86_400;
    private const int CalmSecondsMin = 3_600;
    private const int CalmSteps = 5;

    private SloMeter[] _slos = [];

    /// <summary>Its name.</summary>
    public string Metric { get; } = metric;

    /// <summary>Its unit; empty for the client's own metrics.</summary>
    public string Unit => MetricVocabulary.Find(Metric)?.Unit ?? "";

    /// <summary>What judges its samples.</summary>
    public MetricDetector Detector { get; } = detector;

    /// <summary>What it is like.</summary>
    public MetricProfile Profile { get; } = profile;

    /// <summary>Where it stands.</summary>
    public MeterState State { get; private set; } = state;

    /// <summary>Counts of the SLOs that hold for it.</summary>
    public IReadOnlyList<SloMeter> Slos => _slos;

    /// <summary>Goes on with the counts that were stored.</summary>
    public void RestoreSlos(IEnumerable<SloMeter> slos) => _slos = [.. slos];

    /// <summary>Counts for these SLOs from now on, and for no others.</summary>
    /// <param name="slos">All that hold for the resource; those on other metrics are passed over.</param>
    /// <returns>True when one was added or taken away.</returns>
    public bool Follow(IEnumerable<Slo> slos)
    {
        var before = _slos;
        _slos =
        [
            .. slos.Where(slo => slo.Metric == Metric)
                .Select(slo => Array.Find(before, counts => counts.TryFollow(slo)) ?? new SloMeter(slo)),
        ];
        return !_slos.SequenceEqual(before);
    }

    /// <summary>Takes a sample. One that is not behind the newest counts, and teaches nothing.</summary>
    public void Observe(in MetricSample sample, List<MeterFinding> findings)
    {
        var verdict = Detector.Observe(sample.UnixSeconds, sample.Value);
        if (verdict.Point is MetricPoint.OutOfOrder or MetricPoint.Duplicate or MetricPoint.NotANumber)
        {
            State = State with { Samples = State.Samples + 1, Ignored = State.Ignored + 1 };
            return;
        }

        Profile.Add(sample.UnixSeconds, sample.Value);
        foreach (var slo in _slos)
        {
            slo.Add(sample.UnixSeconds, sample.Value);
        }

        var step = StepTo(sample.UnixSeconds);
        State = State with
        {
            FirstSeconds = State.LastSeconds == 0 ? sample.UnixSeconds : State.FirstSeconds,
            Samples = State.Samples + 1,
            LastSeconds = sample.UnixSeconds,
            LastValue = sample.Value,
            Expected = verdict.Expected,
            StepSeconds = step,
        };
        verdict = verdict with { Score = Aged(verdict.Score, sample.UnixSeconds - State.FirstSeconds) };
        var band = ScoreBands.Of(verdict.Score);
        if (band > (State.IsActive ? State.Band : 0))
        {
            findings.Add(Of(Progress.Raised, verdict));
            State = State with { IsActive = true, IsRise = sample.Value >= verdict.Expected, Band = band, OddSeconds = sample.UnixSeconds };
        }
        else if (State.IsActive)
        {
            GoOn(sample, verdict, findings);
        }
    }

    // In its first week almost everything is a record of some kind: the odds of an anomaly count in part, more each day.
    private static double Aged(double score, long seconds)
    {
        var trust = DoubtOfTheYoung + ((1 - DoubtOfTheYoung) * Math.Clamp(seconds / SecondsToTrust, 0, 1));
        return score * trust / ((score * trust) + 1 - score);
    }

    private void GoOn(in MetricSample sample, in MetricVerdict verdict, List<MeterFinding> findings)
    {
        var isOdd = State.IsRise ? verdict.Deviation > OddDeviation : verdict.Deviation < -OddDeviation;
        var calm = sample.UnixSeconds - State.OddSeconds;
        if (isOdd)
        {
            if (calm >= CalmSecondsMin)
            {
                findings.Add(Of(Progress.Continued, verdict));
            }

            State = State with { OddSeconds = sample.UnixSeconds };
        }
        else if (calm >= Math.Max(CalmSecondsMin, CalmSteps * State.StepSeconds))
        {
            findings.Add(Of(Progress.Ended, verdict));
            State = State with { IsActive = false, Band = 0 };
        }
    }

    // Buckets of a finding are as long as samples are apart, within what a finding can say.
    private int StepTo(long seconds)
    {
        var passed = State.LastSeconds == 0 ? State.StepSeconds : seconds - State.LastSeconds;
        return (int)Math.Clamp(passed, 1, 24 * CalmSecondsMin);
    }

    private MeterFinding Of(Progress progress, in MetricVerdict verdict) => new(
        Metric, progress, State.LastSeconds, State.StepSeconds, State.LastValue, verdict.Expected, verdict.Score);
}

/// <summary>Where a meter stands beside its detector.</summary>
/// <param name="Samples">Samples that came.</param>
/// <param name="Ignored">Of these, samples that were not newer than the one before.</param>
/// <param name="LastSeconds">When the newest sample was measured, Unix seconds UTC; 0 before the first.</param>
/// <param name="LastValue">The newest sample.</param>
/// <param name="Expected">What was expected of it.</param>
/// <param name="StepSeconds">How long after the one before it came.</param>
/// <param name="IsActive">An anomaly that was raised goes on.</param>
/// <param name="IsRise">It is above what was expected.</param>
/// <param name="Band">How far up the bands of scores it has been told.</param>
/// <param name="OddSeconds">When the newest odd sample was measured.</param>
/// <param name="FirstSeconds">When the oldest sample was measured.</param>
public readonly record struct MeterState(
    long Samples, long Ignored, long LastSeconds, double LastValue, double Expected, int StepSeconds,
    bool IsActive, bool IsRise, int Band, long OddSeconds, long FirstSeconds);

/// <summary>What is found of a metric, before it is known whose it is.</summary>
public readonly record struct MeterFinding(
    string Metric, Progress Progress, long UnixSeconds, int StepSeconds, double Actual, double Expected, double Score)
{
    /// <summary>The finding, now that it is known whose it is.</summary>
    /// <param name="subject">The series.</param>
    public Finding About(Subject subject) => new(
        subject, Progress, UnixSeconds, StepSeconds, Actual, Expected, Score, Signal.Metric);
}
