namespace CostIntel.Domain.Detection.Metrics;

/// <summary>
/// Holds back what follows an alert, unless it is several times as strong; and wants more of a series that alerts often.
/// </summary>
internal struct HoldOff
{
    /// <summary>The strength of an alert.</summary>
    public const double AlertStrength = 1;

    private const int Points = 100;
    private const double MuchStronger = 4;
    private const double Raise = 1.1;
    private const double Forget = 0.9995;

    private int _since;
    private double _last;
    private double _lift;

    /// <summary>Starts with nothing to hold back.</summary>
    public static HoldOff Start() => new() { _since = Points, _lift = 1 };

    /// <summary>What is left of a strength.</summary>
    public double Step(double strength)
    {
        var lifted = strength / _lift;
        _lift = 1 + ((_lift - 1) * Forget);
        _since = Math.Min(Points + 1, _since + 1);
        if (_since <= Points && lifted <= MuchStronger * _last)
        {
            return 0;
        }

        if (lifted >= AlertStrength)
        {
            (_since, _last) = (0, lifted);
            _lift *= Raise;
        }

        return lifted;
    }
}
