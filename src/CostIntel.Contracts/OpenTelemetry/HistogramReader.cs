using CostIntel.Contracts.Otlp;

namespace CostIntel.Contracts.OpenTelemetry;

/// <summary>Reads how long requests took: their number a second, those that failed, and quantiles.</summary>
internal sealed class HistogramReader(SampleFolds folds, OtlpRejections rejections)
{
    private const int FirstServerError = 500;

    private static readonly string[] StatusKeys = ["http.response.status_code", "http.status_code"];

    // By name, with the milliseconds of the unit that is meant when none is given. The first counts where there are both.
    private static readonly (string Name, double Milliseconds)[] Sources =
        [("http.server.request.duration", 1000), ("http.server.duration", 1)];

    private static readonly (string Metric, double Quantile)[] Quantiles =
        [("latency.p50", 0.5), ("latency.p95", 0.95), ("latency.p99", 0.99)];

    private readonly Dictionary<(OtlpTarget Target, long UnixSeconds, int Rank), ILatencies> _latencies = [];

    public void Read(Metric metric, OtlpTarget target)
    {
        DurationPoint[] points = metric.Histogram is null
            ? [.. metric.ExponentialHistogram.DataPoints.Select(DurationPoint.Of)]
            : [.. metric.Histogram.DataPoints.Select(DurationPoint.Of)];
        var rank = Array.FindIndex(Sources, source => source.Name == metric.Name);
        var fault = rank < 0
            ? $"{metric.Name} is a histogram, of which only {string.Join(" and ", Sources.Select(source => source.Name))} are followed."
            : OtlpTimes.FaultOf(metric);
        if (fault is not null)
        {
            rejections.Add(points.Length, fault);
            return;
        }

        var scale = Milliseconds(metric.Unit) ?? Sources[rank].Milliseconds;
        foreach (var point in points.Where(point => !OtlpTimes.HasNoValue(point.Flags)))
        {
            var reason = OtlpTimes.FaultOf(metric.Name, point.Start, point.Time, isRate: true)
                ?? Count(metric.Name, point, (target, OtlpTimes.Seconds(point.Time), rank), scale);
            if (reason is not null)
            {
                rejections.Add(1, reason);
            }
        }
    }

    /// <summary>Turns buckets into quantiles, once all that count for the same time are there.</summary>
    public void Finish()
    {
        foreach (var ((target, seconds, rank), buckets) in _latencies)
        {
            foreach (var (metric, quantile) in Quantiles)
            {
                if (buckets.Quantile(quantile) is { } value)
                {
                    // The data points stand and fall with the number of requests.
                    folds.Add(new SamplePart(target.Series(metric), seconds, value, Fold.Average, rank, Points: 0));
                }
            }
        }
    }

    private static double? Milliseconds(string unit) => unit switch
    {
        "s" => 1000,
        "ms" => 1,
        "us" => 0.001,
        "ns" => 0.000001,
        _ => null,
    };

    private string? Count(
        string name, in DurationPoint point, (OtlpTarget Target, long UnixSeconds, int Rank) key, double scale)
    {
        if (point.Fault is { } fault)
        {
            return $"A data point of {name} has {fault}.";
        }

        if (point.HasBuckets && !LatenciesOf(key, point).TryAdd(point, scale))
        {
            return $"A data point of {name} has other bounds than one before it of the same resource and time.";
        }

        var requests = point.Count / OtlpTimes.Interval(point.Start, point.Time);
        folds.Add(new SamplePart(key.Target.Series("requests"), key.UnixSeconds, requests, Fold.Add, key.Rank, Points: 1));
        if (OtlpAttributes.Find(point.Attributes, StatusKeys) is { } status)
        {
            var failed = int.TryParse(status, out var code) && code >= FirstServerError ? requests : 0;
            folds.Add(new SamplePart(key.Target.Series("errors"), key.UnixSeconds, failed, Fold.Add, key.Rank, Points: 0));
        }

        return null;
    }

    private ILatencies LatenciesOf((OtlpTarget Target, long UnixSeconds, int Rank) key, in DurationPoint point)
    {
        if (!_latencies.TryGetValue(key, out var latencies))
        {
            _latencies[key] = latencies = point.Exponential is null ? new LatencyBuckets() : new ExponentialLatencies();
        }

        return latencies;
    }
}
