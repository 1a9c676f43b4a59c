using CostIntel.Domain.Telemetry;

namespace CostIntel.Contracts.OpenTelemetry;

/// <summary>One sample that an export comes to.</summary>
/// <param name="Series">The metric and its resource; not yet checked.</param>
/// <param name="UnixSeconds">When it was measured, UTC.</param>
/// <param name="Value">In the metric's unit; not yet checked.</param>
/// <param name="Points">
/// Data points that are rejected when the sample is; none where another sample was made of the same points.
/// </param>
public readonly record struct OtlpSample(MetricSeries Series, long UnixSeconds, double Value, int Points);
