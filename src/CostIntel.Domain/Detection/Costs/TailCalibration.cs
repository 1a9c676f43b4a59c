namespace CostIntel.Domain.Detection.Costs;

/// <summary>
/// Turns an evidence of unknown distribution into decades of tail probability: 4 means that one of 10,000 is as large.
/// </summary>
/// <remarks>
/// Peaks over threshold with an exponential tail: above the 98% quantile q, P(e) = 0.02 · exp(−(e − q) / β), β the mean
/// excess (Siffer et al., "Anomaly Detection in Streams with Extreme Value Theory", KDD 2017, with the shape of the
/// tail fixed at 0). The quantile is tracked by multiplicative steps, so that it needs two numbers.
/// </remarks>
internal struct TailCalibration
{
    private const double TailDecades = 1.69897;
    private const double DecadesPerE = 0.4342944819;
    private const double ExcessRate = 0.03;
    private const double ExcessLearnt = 4;
    private const double Up = 1.04;
    // The fall that balances the rise at 98%.
    private const double Down = 0.99920;

    private float _quantile;
    private float _excess;

    /// <summary>Starts from what Gaussian noise would have.</summary>
    public static TailCalibration Start(double quantile, double excess) =>
        new() { _quantile = (float)quantile, _excess = (float)excess };

    /// <summary>Decades of an evidence; 0 inside the usual.</summary>
    public readonly double Decades(double evidence) => evidence <= _quantile
        ? 0
        : TailDecades + ((evidence - _quantile) / _excess * DecadesPerE);

    /// <summary>Learns from an evidence.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="bounds">Between which it learns: what is anomalous must not make itself usual.</param>
    public void Learn(double evidence, in TailBounds bounds)
    {
        if (evidence <= _quantile)
        {
            _quantile = (float)Math.Max(bounds.QuantileMin, _quantile * Down);
            return;
        }

        var excess = Math.Min(evidence - _quantile, ExcessLearnt * _excess);
        _excess = (float)Math.Clamp(_excess + (ExcessRate * (excess - _excess)), bounds.ExcessMin, bounds.ExcessMax);
        _quantile = (float)Math.Min(bounds.QuantileMax, _quantile * Up);
    }
}

/// <summary>Between which values a calibration moves.</summary>
internal readonly record struct TailBounds(double QuantileMin, double QuantileMax, double ExcessMin, double ExcessMax);
