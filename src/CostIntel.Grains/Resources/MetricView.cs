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
[GenerateSerializer, Immutable, Alias("costintel.metric-view")]
public sealed record MetricView(
    [property: Id(0)] string Metric,
    [property: Id(1)] string Unit,
    [property: Id(2)] long Samples,
    [property: Id(3)] long Ignored,
    [property: Id(4)] long LastSeconds,
    [property: Id(5)] double LastValue,
    [property: Id(6)] double Expected,
    [property: Id(7)] bool IsAnomalous);
