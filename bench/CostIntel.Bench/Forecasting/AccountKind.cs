namespace CostIntel.Bench.Forecasting;

/// <summary>Of what kind made accounts are; constants of the forecast come from usual ones alone.</summary>
internal enum AccountKind
{
    /// <summary>5 to 150 resources.</summary>
    Usual,

    /// <summary>2 to 12 resources that jitter three to five times as much, and a shift of the level every two months.</summary>
    Rough,

    /// <summary>100 to 400 resources, a fifth of the jitter, no shifts.</summary>
    Calm,
}
