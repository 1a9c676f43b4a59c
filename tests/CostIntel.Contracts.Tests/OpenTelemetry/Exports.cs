using CostIntel.Contracts.OpenTelemetry;
using CostIntel.Contracts.Otlp;

namespace CostIntel.Contracts.Tests.OpenTelemetry;

/// <summary>Builds exports, and says in short what they come to.</summary>
internal static class Exports
{
    public const long Start = 1_760_000_000;
    public const long Interval = 10;
    private const ulong Nanoseconds = 1_000_000_000;

    public static Resource Host(params (string Key, string Value)[] attributes)
    {
        var resource = new Resource();
        (string, string)[] usual = [("cloud.provider", "AWS"), ("cloud.account.id", "1"), ("host.id", "i-1")];
        foreach (var (key, value) in attributes.Length == 0 ? usual : attributes)
        {
            resource.Attributes.Add(Attribute(key, value));
        }

        return resource;
    }

    public static Metric Gauge(string name, string unit, params NumberDataPoint[] points)
    {
        var metric = new Metric { Name = name, Unit = unit, Gauge = new Gauge() };
        metric.Gauge.DataPoints.AddRange(points);
        return metric;
    }

    public static Metric Sum(
        string name, AggregationTemporality temporality, bool isMonotonic, params NumberDataPoint[] points)
    {
        var metric = new Metric { Name = name, Sum = new Sum { AggregationTemporality = temporality, IsMonotonic = isMonotonic } };
        metric.Sum.DataPoints.AddRange(points);
        return metric;
    }

    public static Metric Delta(string name, params NumberDataPoint[] points) =>
        Sum(name, AggregationTemporality.Delta, isMonotonic: true, points);

    public static Metric Durations(string name, string unit, params HistogramDataPoint[] points)
    {
        var metric = new Metric
        {
            Name = name, Unit = unit, Histogram = new Histogram { AggregationTemporality = AggregationTemporality.Delta },
        };
        metric.Histogram.DataPoints.AddRange(points);
        return metric;
    }

    /// <summary>A value of the interval that ends at the start.</summary>
    public static NumberDataPoint Point(double value, params (string Key, string Value)[] attributes)
    {
        var point = new NumberDataPoint
        {
            StartTimeUnixNano = (Start - Interval) * Nanoseconds, TimeUnixNano = Start * Nanoseconds, AsDouble = value,
        };
        point.Attributes.AddRange(attributes.Select(attribute => Attribute(attribute.Key, attribute.Value)));
        return point;
    }

    public static HistogramDataPoint Requests(
        double[] bounds, ulong[] counts, double? max = null, params (string Key, string Value)[] attributes)
    {
        var point = new HistogramDataPoint
        {
            StartTimeUnixNano = (Start - Interval) * Nanoseconds,
            TimeUnixNano = Start * Nanoseconds,
            Count = counts.Aggregate(0UL, (sum, count) => sum + count),
        };
        point.ExplicitBounds.AddRange(bounds);
        point.BucketCounts.AddRange(counts);
        point.Attributes.AddRange(attributes.Select(attribute => Attribute(attribute.Key, attribute.Value)));
        if (max is { } largest)
        {
            point.Max = largest;
        }

        return point;
    }

    public static OtlpExport Read(params Metric[] metrics) => Read(Host(), metrics);

    public static OtlpExport Read(Resource? resource, params Metric[] metrics)
    {
        var measured = new ResourceMetrics { Resource = resource, ScopeMetrics = { new ScopeMetrics() } };
        measured.ScopeMetrics[0].Metrics.AddRange(metrics);
        return OtlpExport.Read(new ExportMetricsServiceRequest { ResourceMetrics = { measured } });
    }

    /// <summary>Metrics and values, by name.</summary>
    public static (string Metric, double Value)[] Values(this OtlpExport export) =>
    [
        .. export.Samples
            .Select(sample => (sample.Series.Metric, Math.Round(sample.Value, 9)))
            .OrderBy(sample => sample.Metric, StringComparer.Ordinal),
    ];

    /// <summary>What the exporter is told.</summary>
    public static (long Points, string Message) Rejected(this OtlpExport export) =>
        export.Rejections.ToMessage() is { } message ? (message.RejectedDataPoints, message.ErrorMessage) : (0, "");

    private static KeyValue Attribute(string key, string value) => new()
    {
        Key = key,
        Value = long.TryParse(value, out var number) ? new AnyValue { IntValue = number } : new AnyValue { StringValue = value },
    };
}
