using CostIntel.Contracts.Otlp;

namespace CostIntel.Contracts.OpenTelemetry;

/// <summary>When data points were measured, and over what time.</summary>
internal static class OtlpTimes
{
    private const ulong NanosecondsPerSecond = 1_000_000_000;
    private const uint NoRecordedValue = 1;

    public static long Seconds(ulong nanoseconds) => (long)(nanoseconds / NanosecondsPerSecond);

    /// <summary>Seconds; the start is before the end.</summary>
    public static double Interval(ulong start, ulong end) => (double)(end - start) / NanosecondsPerSecond;

    /// <summary>True for a data point that only says that there was nothing to measure.</summary>
    public static bool HasNoValue(uint flags) => (flags & NoRecordedValue) != 0;

    /// <summary>Why a metric cannot be read without what was exported before; null when it can.</summary>
    public static string? FaultOf(Metric metric)
    {
        var temporality = metric.Sum?.AggregationTemporality
            ?? metric.Histogram?.AggregationTemporality
            ?? metric.ExponentialHistogram?.AggregationTemporality;
        var isLevel = metric.Gauge is not null || metric.Sum is { IsMonotonic: false };
        if (isLevel)
        {
            return temporality == AggregationTemporality.Delta
                ? $"{metric.Name} has only changes (delta) of what rises and falls; export how much there is (cumulative)."
                : null;
        }

        return temporality == AggregationTemporality.Delta
            ? null
            : $"{metric.Name} is counted since a start (cumulative); have the collector's cumulativetodelta processor make deltas.";
    }

    /// <summary>What is wrong with the times of a data point; null when nothing is.</summary>
    public static string? FaultOf(string metric, ulong start, ulong end, bool isRate)
    {
        if (end == 0)
        {
            return $"A data point of {metric} has no time.";
        }

        return isRate && (start == 0 || start >= end) ? $"A data point of {metric} covers no time: its start is not before its end." : null;
    }
}
