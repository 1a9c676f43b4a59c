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

    private readonly Dictionary<(OtlpTarget Target, long UnixSeconds, int Rank), LatencyBuckets> _latencies = [];

    public void Read(Metric metric, OtlpTarget target)
    {
        var points = metric.Histogram.DataPoints;
        var rank = Array.FindIndex(Sources, source => source.Name == metric.Name);
        var fault = rank < 0
            ? $"{metric.Name} is a histogram, of which only {string.Join(" and ", Sources.Select(source => source.Name))} are followed."
            : OtlpTimes.FaultOf(metric);
        if (fault is not null)
        {
            rejections.Add(points.Count, fault);
            return;
        }

        var scale = Milliseconds(metric.Unit) ?? Sources[rank].Milliseconds;
        foreach (var point in points.Where(point => !OtlpTimes.HasNoValue(point.Flags)))
        {
            if (Take(metric.Name, point, target, rank, scale) is { } reason)
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

    private string? Take(string name, HistogramDataPoint point, OtlpTarget target, int rank, double scale)
    {
        if (OtlpTimes.FaultOf(name, point.StartTimeUnixNano, point.TimeUnixNano, isRate: true) is { } fault)
        {
            return fault;
        }

        var seconds = OtlpTimes.Seconds(point.TimeUnixNano);
        if (LatencyBuckets.IsBroken(point))
        {
            return $"A data point of {name} has bounds that do not ascend, or not one bucket more than bounds.";
        }

        if (point.BucketCounts.Count > 1 && !BucketsOf((target, seconds, rank), point, scale).TryAdd(point, scale))
        {
            return $"A data point of {name} has other bounds than one before it of the same resource and time.";
        }

        var requests = point.Count / OtlpTimes.Interval(point.StartTimeUnixNano, point.TimeUnixNano);
        folds.Add(new SamplePart(target.Series("requests"), seconds, requests, Fold.Add, rank, Points: 1));
        if (OtlpAttributes.Find(point.Attributes, StatusKeys) is { } status)
        {
            var failed = int.TryParse(status, out var code) && code >= FirstServerError ? requests : 0;
            folds.Add(new SamplePart(target.Series("errors"), seconds, failed, Fold.Add, rank, Points: 0));
        }

        return null;
    }

    private LatencyBuckets BucketsOf((OtlpTarget Target, long UnixSeconds, int Rank) key, HistogramDataPoint point, double scale)
    {
        if (!_latencies.TryGetValue(key, out var buckets))
        {
            _latencies[key] = buckets = new LatencyBuckets(point, scale);
        }

        return buckets;
    }
}
