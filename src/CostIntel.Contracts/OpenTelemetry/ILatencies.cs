namespace CostIntel.Contracts.OpenTelemetry;

/// <summary>Durations in milliseconds, of all the attributes that a histogram has them apart by.</summary>
internal interface ILatencies
{
    /// <summary>Adds a data point that has no fault; false when it does not fit to those before.</summary>
    /// <param name="point">The data point.</param>
    /// <param name="scale">Milliseconds of its unit.</param>
    bool TryAdd(in DurationPoint point, double scale);

    /// <summary>The duration below which a part of them lies; null when there are none.</summary>
    double? Quantile(double quantile);
}
