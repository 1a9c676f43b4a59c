namespace CostIntel.Domain.Incidents;

/// <summary>What the numbers of a series are.</summary>
public enum Measure
{
    /// <summary>FOCUS EffectiveCost of usage, in the currency that is the series' unit.</summary>
    Cost = 1,

    /// <summary>FOCUS ConsumedQuantity, in the series' unit.</summary>
    Quantity,

    /// <summary>A telemetry metric; its name is the series' unit.</summary>
    Metric = 4,
}
