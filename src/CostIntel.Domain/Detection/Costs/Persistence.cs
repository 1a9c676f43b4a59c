namespace CostIntel.Domain.Detection.Costs;

/// <summary>
/// How much of a residual the next one keeps: the correlation of neighbours. What a slot has beyond that is its own,
/// and shows a sudden rise in a series that wanders.
/// </summary>
internal struct Persistence
{
    private const double Rate = 0.01;
    private const double Most = 0.95;
    private const double Clip = 3;

    private float _product;
    private float _square;
    private float _last;

    /// <summary>A series whose residuals are independent of each other.</summary>
    public static Persistence Start() => new() { _square = 1 };

    /// <summary>What a residual has of its own, in units of its usual size.</summary>
    public readonly double Own(double z)
    {
        var kept = Math.Clamp(_product / _square, 0, Most);
        return (z - (kept * Math.Max(_last, -1))) / Math.Sqrt(1 - (kept * kept));
    }

    /// <summary>Learns the next residual, in units of noise.</summary>
    public void Learn(double z)
    {
        var clipped = Math.Clamp(z, -Clip, Clip);
        _product += (float)(Rate * ((clipped * _last) - _product));
        _square = (float)Math.Max(0.05, _square + (Rate * ((clipped * clipped) - _square)));
        _last = (float)clipped;
    }
}
