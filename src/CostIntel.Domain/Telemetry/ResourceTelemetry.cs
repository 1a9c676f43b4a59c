using CostIntel.Domain.Detection.Metrics;
using CostIntel.Domain.Sla;

namespace CostIntel.Domain.Telemetry;

/// <summary>
/// The metrics of a resource. Detectors are large and change with every sample, so they are stored once in a while; the
/// samples since then are stored each time, and are taken again, in the same order, by whoever goes on.
/// </summary>
public sealed class ResourceTelemetry
{
    /// <summary>So many samples make it worth storing the detectors.</summary>
    public const int RecentMax = 256;

    private readonly Dictionary<int, Meter> _bySeries = [];
    private readonly List<Meter> _meters = [];
    private readonly List<MetricSample> _recent = [];
    private long _stored;
    private IReadOnlyList<Slo> _slos = [];
    private int _storedSlos;

    /// <summary>The metrics, in the order in which they came.</summary>
    public IReadOnlyList<Meter> Meters => _meters;

    /// <summary>Samples that were ever taken.</summary>
    public long Count { get; private set; }

    /// <summary>The samples that are not in what is stored of the detectors; the newest last.</summary>
    public IReadOnlyList<MetricSample> Recent => _recent;

    /// <summary>Which metric each known series is.</summary>
    public IEnumerable<KeyValuePair<int, string>> MetricBySeries =>
        _bySeries.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Metric));

    /// <summary>
    /// True when the detectors are worth storing, or have to be: samples that are taken again count for stored SLOs only.
    /// </summary>
    public bool IsWorthStoring => _recent.Count >= RecentMax || SloChanges != _storedSlos;

    /// <summary>Counts how often other SLOs were to be counted for.</summary>
    public int SloChanges { get; private set; }

    /// <summary>Goes on with what was stored of the detectors.</summary>
    /// <param name="meters">The metrics.</param>
    /// <param name="through">How many samples they have taken.</param>
    public void RestoreMeters(IEnumerable<Meter> meters, long through)
    {
        _meters.AddRange(meters);
        _stored = through;
    }

    /// <summary>Goes on with the samples that came since.</summary>
    /// <param name="count">How many had come in all.</param>
    /// <param name="recent">The newest of them.</param>
    /// <param name="metricBySeries">Which metric each series is.</param>
    /// <param name="findings">What is found once more.</param>
    public void RestoreRecent(
        long count, IReadOnlyList<MetricSample> recent, IEnumerable<KeyValuePair<int, string>> metricBySeries, List<MeterFinding> findings)
    {
        foreach (var (series, metric) in metricBySeries)
        {
            Learn(series, metric);
        }

        Count = count - recent.Count;
        foreach (var sample in recent)
        {
            Add(sample, findings);
        }
    }

    /// <summary>Counts for these SLOs from now on, and for no others.</summary>
    /// <param name="slos">Those that hold for the resource.</param>
    public void Follow(IReadOnlyList<Slo> slos)
    {
        _slos = slos;
        foreach (var meter in _meters)
        {
            SloChanges += meter.Follow(slos) ? 1 : 0;
        }
    }

    /// <summary>True when samples of the series can be taken.</summary>
    public bool Knows(int seriesId) => _bySeries.ContainsKey(seriesId);

    /// <summary>Learns what a series is, once, before its first sample.</summary>
    public void Learn(int seriesId, string metric)
    {
        var meter = _meters.Find(known => known.Metric == metric);
        if (meter is null)
        {
            _meters.Add(meter = new Meter(metric, new MetricDetector(), new MetricProfile(), default));
            SloChanges += meter.Follow(_slos) ? 1 : 0;
        }

        _bySeries[seriesId] = meter;
    }

    /// <summary>Takes a sample of a known series.</summary>
    public void Add(in MetricSample sample, List<MeterFinding> findings)
    {
        Count++;
        if (Count <= _stored)
        {
            // What is stored of the detectors is newer than what is stored of the samples.
            return;
        }

        _recent.Add(sample);
        _bySeries[sample.SeriesId].Observe(sample, findings);
    }

    /// <summary>Notes that the detectors are stored as they were after so many samples.</summary>
    /// <param name="count">How many.</param>
    /// <param name="sloChanges">What <see cref="SloChanges"/> was then.</param>
    public void StoredThrough(long count, int sloChanges)
    {
        _recent.RemoveRange(0, (int)Math.Min(_recent.Count, count - (Count - _recent.Count)));
        (_stored, _storedSlos) = (count, sloChanges);
    }
}
