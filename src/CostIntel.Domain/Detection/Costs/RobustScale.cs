namespace CostIntel.Domain.Detection.Costs;

/// <summary>
/// The usual size of residuals: a running median of their absolute values, times 1.4826, which is one standard
/// deviation of Gaussian noise (the constant of the median absolute deviation).
/// </summary>
/// <remarks>The median is tracked by multiplicative steps, equal both ways, quicker while it is young.</remarks>
internal struct RobustScale
{
    private const double Consistency = 1.4826;
    private const float YoungStep = 1.15f;
    private const float Step = 1.015f;
    private const int YoungCount = 30;

    private float _median;
    private byte _count;

    /// <summary>Starts at a guess.</summary>
    public static RobustScale Start(double guess) => new() { _median = (float)(guess / Consistency) };

    /// <summary>One standard deviation.</summary>
    public readonly double Value => _median * Consistency;

    /// <summary>Learns from a residual.</summary>
    public void Learn(double residual, double least)
    {
        var step = _count < YoungCount ? YoungStep : Step;
        _count = (byte)Math.Min(YoungCount, _count + 1);
        _median = Math.Abs(residual) > _median ? _median * step : _median / step;
        _median = Math.Max(_median, (float)(least / Consistency));
    }
}
