namespace CostIntel.Domain.Forecasting;

/// <summary>
/// Where the model reckons: about logarithms of amounts well above the unit, so that weeks and growth are factors, and
/// about proportional to amounts below it, so that zeros and negative credits have a place (inverse hyperbolic sine).
/// </summary>
/// <param name="Unit">An amount of money, above 0.</param>
internal readonly record struct ForecastScale(double Unit)
{
    private const int DaysLookedAt = 120;
    private const double Usual = 0.2;
    private const double UsuallyPositive = 0.7;
    private const double LogUnit = 0.1;
    private const double Farthest = 40;

    /// <summary>The scale that suits a history.</summary>
    public static ForecastScale Of(ReadOnlySpan<double> daily)
    {
        var recent = daily[^Math.Min(daily.Length, DaysLookedAt)..];
        var sizes = recent.ToArray().Where(value => double.IsFinite(value) && value != 0).Select(Math.Abs).ToArray();
        var typical = RobustStatistics.Median(sizes);
        if (typical == 0)
        {
            return new(1);
        }

        var (known, positive) = (0, 0);
        foreach (var value in recent)
        {
            known += double.IsFinite(value) ? 1 : 0;
            positive += value > Usual * typical ? 1 : 0;
        }

        return new(positive >= UsuallyPositive * known ? LogUnit * typical : typical);
    }

    /// <summary>From money.</summary>
    public double To(double money) => double.IsFinite(money) ? Math.Asinh(money / Unit) : double.NaN;

    /// <summary>To money; finite.</summary>
    public double From(double value) => Math.Sinh(Math.Clamp(value, -Farthest, Farthest)) * Unit;

    /// <summary>How much money a small step on the scale is, at an amount.</summary>
    public double Slope(double money) => Math.Sqrt((money * money) + (Unit * Unit));
}
