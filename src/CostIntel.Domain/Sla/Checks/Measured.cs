using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Sla.Checks;

/// <summary>What was measured of a resource.</summary>
/// <param name="Metrics">Its metrics.</param>
/// <param name="NowSeconds">The time, Unix seconds UTC.</param>
internal sealed record Measured(IReadOnlyList<MetricFacts> Metrics, long NowSeconds)
{
    /// <summary>A metric by its name; null when none has been streamed.</summary>
    public MetricFacts? Metric(string name) => Metrics.FirstOrDefault(metric => metric.Name == name);
}
