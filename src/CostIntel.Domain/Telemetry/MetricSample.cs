namespace CostIntel.Domain.Telemetry;

/// <summary>One measurement.</summary>
/// <param name="SeriesId">The number of its metric in its partition.</param>
/// <param name="UnixSeconds">When it was measured, Unix seconds UTC.</param>
/// <param name="Value">What was measured, in the metric's unit.</param>
public readonly record struct MetricSample(int SeriesId, long UnixSeconds, double Value);
