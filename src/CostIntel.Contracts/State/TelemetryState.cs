using CostIntel.Contracts.Sla;
using CostIntel.Domain.Detection.Metrics;
using CostIntel.Domain.Encoding;
using CostIntel.Domain.Sla;
using CostIntel.Domain.Telemetry;
using Google.Protobuf;
using Proto = CostIntel.Contracts.State.V1;

namespace CostIntel.Contracts.State;

/// <summary>A resource's metrics to and from its snapshots.</summary>
public static class TelemetryState
{
    /// <summary>Adds the detectors, which are stored once in a while.</summary>
    public static void SaveMeters(this ResourceTelemetry telemetry, Proto.WatchSnapshot snapshot)
    {
        snapshot.SampleCount = telemetry.Count;
        snapshot.Metrics.AddRange(telemetry.Meters.Select(ToState));
    }

    /// <summary>Adds the samples since, which are stored each time.</summary>
    public static void SaveRecent(this ResourceTelemetry telemetry, Proto.ResourceSnapshot snapshot)
    {
        snapshot.SampleCount = telemetry.Count;
        foreach (var (series, metric) in telemetry.MetricBySeries)
        {
            snapshot.MetricBySeries.Add(series, metric);
        }

        if (telemetry.Recent.Count > 0)
        {
            var writer = new ByteWriter();
            foreach (var sample in telemetry.Recent)
            {
                MetricSampleCodec.Write(writer, sample);
            }

            snapshot.RecentSamples = ByteString.CopyFrom(writer.WrittenSpan);
        }
    }

    /// <summary>The metrics of two snapshots, of which either may be the newer one.</summary>
    /// <param name="snapshot">With the samples.</param>
    /// <param name="watch">With the detectors.</param>
    /// <param name="findings">What is found once more.</param>
    /// <exception cref="InvalidDataException">A snapshot is corrupt.</exception>
    public static ResourceTelemetry ToTelemetry(
        this Proto.ResourceSnapshot snapshot, Proto.WatchSnapshot watch, List<MeterFinding> findings)
    {
        var recent = new List<MetricSample>();
        var reader = new SpanReader(snapshot.RecentSamples.Span);
        while (!reader.AtEnd)
        {
            recent.Add(MetricSampleCodec.Read(ref reader));
        }

        var telemetry = new ResourceTelemetry();
        telemetry.RestoreMeters(watch.Metrics.Select(ToDomain), watch.SampleCount);
        telemetry.RestoreRecent(snapshot.SampleCount, recent, snapshot.MetricBySeries, findings);
        return telemetry;
    }

    private static Proto.WatchedMetric ToState(Meter meter)
    {
        var detector = new byte[MetricDetector.StateBytes];
        meter.Detector.Save(detector);
        var profile = new byte[MetricProfile.StateBytes];
        meter.Profile.Save(profile);
        var state = meter.State;
        var stored = new Proto.WatchedMetric
        {
            Metric = meter.Metric,
            Detector = UnsafeByteOperations.UnsafeWrap(detector),
            Profile = UnsafeByteOperations.UnsafeWrap(profile),
            Samples = state.Samples,
            Ignored = state.Ignored,
            LastTime = state.LastSeconds,
            LastValue = state.LastValue,
            Expected = state.Expected,
            StepSeconds = state.StepSeconds,
            IsActive = state.IsActive,
            IsRise = state.IsRise,
            Band = state.Band,
            OddTime = state.OddSeconds,
            FirstTime = state.FirstSeconds,
        };
        stored.Slos.AddRange(meter.Slos.Select(ToState));
        return stored;
    }

    private static Proto.StoredSloMeter ToState(SloMeter slo)
    {
        var counts = new byte[SloMeter.StateBytes];
        slo.Save(counts);
        return new() { Slo = slo.Slo.ToMessage(), Counts = UnsafeByteOperations.UnsafeWrap(counts) };
    }

    private static Meter ToDomain(Proto.WatchedMetric stored)
    {
        var meter = new Meter(
            stored.Metric,
            MetricDetector.Restore(stored.Detector.Span) ?? new MetricDetector(),
            MetricProfile.Restore(stored.Profile.Span) ?? new MetricProfile(),
            new MeterState(
                stored.Samples, stored.Ignored, stored.LastTime, stored.LastValue, stored.Expected, stored.StepSeconds,
                stored.IsActive, stored.IsRise, stored.Band, stored.OddTime, stored.FirstTime));
        meter.RestoreSlos(stored.Slos.Select(slo => SloMeter.Restore(slo.Slo.ToDomain(), slo.Counts.Span)));
        return meter;
    }
}
