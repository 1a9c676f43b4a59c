using CostIntel.Domain.Telemetry;

namespace CostIntel.Grains.Resources;

/// <summary>A metric of a resource as it is now.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Unit">Its unit; empty for the client's own.</param>
/// <param name="Samples">Samples that were taken.</param>
/// <param name="Ignored">Of these, samples that were not newer than the one before.</param>
/// <param name="LastSeconds">When the newest was measured, Unix seconds UTC; 0 before the first.</param>
/// <param name="LastValue">The newest.</param>
/// <param name="Expected">What was expected of it.</param>
/// <param name="IsAnomalous">True while an anomaly goes on.</param>
/// <param name="Mean">Of the last weeks.</param>
/// <param name="P50">Of the last weeks.</param>
/// <param name="P95">Of the last weeks.</param>
/// <param name="P99">Of the last weeks.</param>
/// <param name="Max">Ever.</param>
/// <param name="TrendPerDay">By how much it grows a day; null before two days of samples.</param>
/// <param name="WeekMeans">Mean of each hour of the week; NaN when it never had a sample.</param>
/// <param name="WeekPeaks">Peak of each hour of the week; NaN when it never had a sample.</param>
[GenerateSerializer, Immutable, Alias("costintel.metric-view")]
public sealed record MetricView(
    [property: Id(0)] string Metric,
    [property: Id(1)] string Unit,
    [property: Id(2)] long Samples,
    [property: Id(3)] long Ignored,
    [property: Id(4)] long LastSeconds,
    [property: Id(5)] double LastValue,
    [property: Id(6)] double Expected,
    [property: Id(7)] bool IsAnomalous,
    [property: Id(8)] double Mean,
    [property: Id(9)] double P50,
    [property: Id(10)] double P95,
    [property: Id(11)] double P99,
    [property: Id(12)] double Max,
    [property: Id(13)] double? TrendPerDay,
    [property: Id(14)] double[] WeekMeans,
    [property: Id(15)] double[] WeekPeaks)
{
    /// <summary>The view of a metric.</summary>
    public static MetricView Of(Meter meter)
    {
        var (state, profile) = (meter.State, meter.Profile);
        var week = Enumerable.Range(0, WeekShape.Hours).Select(profile.HourOfWeek).ToList();
        return new(
            meter.Metric, meter.Unit, state.Samples, state.Ignored, state.LastSeconds, state.LastValue, state.Expected, state.IsActive,
            profile.Mean, profile.Quantile(0.5), profile.Quantile(0.95), profile.Quantile(0.99), profile.Max, profile.TrendPerDay,
            [.. week.Select(hour => hour?.Mean ?? double.NaN)],
            [.. week.Select(hour => hour?.Peak ?? double.NaN)]);
    }
}
